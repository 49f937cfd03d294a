import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Executor } from '#central/db/executor.ts'
import type { Random } from '#shared/domain/random.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'

/** A desk's store key as central keeps it: AES-256-GCM under the master key, bound to its row. */
const VERSION = 'v1'

type KeyPlace = { keyId: string; userId: UserId }

/** Base64 of the key, handed back only to its user. `not_found` for nobody's and for somebody else's. */
export async function readDeskKey(db: Executor, masterKey: Uint8Array, place: KeyPlace): Promise<Outcome<string>> {
  const row = await db
    .selectFrom('desk_key')
    .select('sealed_key')
    .where('device_id', '=', place.keyId)
    .where('user_id', '=', place.userId)
    .executeTakeFirst()
  if (!row) return refuse('not_found')
  return accept(unseal(masterKey, row.sealed_key, place))
}

/** Keeps a key once. The same again is fine; another under the same name is `conflict`: it would strand a store. */
export async function keepDeskKey(
  db: Executor,
  {
    masterKey,
    random,
    now,
    key,
    ...place
  }: KeyPlace & { masterKey: Uint8Array; random: Random; now: number; key: string },
): Promise<Outcome<null>> {
  const inserted = await db
    .insertInto('desk_key')
    .values({
      device_id: place.keyId,
      user_id: place.userId,
      sealed_key: seal(masterKey, key, place, random),
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('device_id').doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 1n) return accept(null)
  const kept = await readDeskKey(db, masterKey, place)
  return kept.ok && kept.value === key ? accept(null) : refuse('conflict')
}

function seal(masterKey: Uint8Array, text: string, place: KeyPlace, random: Random): string {
  const nonce = random.bytes(12)
  const cipher = createCipheriv('aes-256-gcm', masterKey, nonce).setAAD(bind(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [VERSION, ...[nonce, cipher.getAuthTag(), sealed].map((part) => Buffer.from(part).toString('base64url'))].join(
    '.',
  )
}

/** Throws when the master key is another one or the row was tampered with. */
function unseal(masterKey: Uint8Array, sealed: string, place: KeyPlace): string {
  const [, nonce, tag, body] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'))
  if (!nonce || !tag || !body) throw new Error('A sealed desk key is not in the form this version writes')
  const decipher = createDecipheriv('aes-256-gcm', masterKey, nonce, { authTagLength: 16 }).setAAD(bind(place))
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
}

function bind({ keyId, userId }: KeyPlace): Buffer {
  return Buffer.from(`desk_key|${keyId}|${userId}`)
}
