import SQLite from 'better-sqlite3'
import { hashToken } from '#central/auth/session-token.ts'
import { ABSOLUTE_MS } from '#central/auth/sessions.ts'
import { insertCustomer } from '#central/customers/write-customer.ts'
import { migrate } from '#central/db/migrate.ts'
import { migrateStore } from '#main/store/migrations.ts'
import { CustomerId } from '#shared/protocol/ids.ts'
import { SUPPORT_NUMBER, seedFloor } from '#test/support/call-floor.ts'
import { type CentralDisk, createCentralDisk, openCentralDatabase } from './central-disk.ts'
import { createDeskDisk, type DeskDisk } from './desk-disk.ts'
import { createDice } from './dice.ts'
import { createPool } from './recycle.ts'

/** 2026-03-02 09:00 UTC, a Monday. */
export const START = Date.UTC(2026, 2, 2, 9)
const PEOPLE = ['ava', 'ben'] as const
export const CUSTOMERS = ['maya', 'noor', 'otto'].map((id) => CustomerId.parse(id))
export const DISPOSITIONS = ['resolved', 'no_action', 'sale', 'escalated'] as const
export { SUPPORT_NUMBER }

/** Nobody here may call these: whose owner asked not to be called, what earns from being called, what is no number. */
export const FORBIDDEN = ['+14155550209', '+19005550101', '12'] as const

/** Number that reaches the customer of this index. */
export const phoneOf = (index: number) => `+1415555020${index}`
export const firstTokenOf = (user: string) => `first-session-of-${user}-at-the-start`

/** Both kinds of database, made once per process and copied for every world: pages, not statements. */
export type Templates = { central: Buffer; desk: Buffer; centrals: Pool<CentralDisk>; desks: Pool<DeskDisk> }
type Pool<T> = { take(): T; give(used: T): void }

export async function makeTemplates(): Promise<Templates> {
  const central = await makeCentral()
  const desk = makeDesk()
  return {
    central,
    desk,
    centrals: createPool(() => createCentralDisk(central)),
    desks: createPool(() => createDeskDisk(desk)),
  }
}

async function makeCentral(): Promise<Buffer> {
  const empty = new SQLite(':memory:')
  empty.pragma('page_size = 1024')
  empty.exec('vacuum')
  const disk = createCentralDisk(empty.serialize())
  const clock = { now: () => START, schedule: () => () => {} }
  const { db } = openCentralDatabase(disk, { clock, dice: createDice(0, 'template'), hooks: {} })
  await migrate(db)
  // the next world begins with an empty log
  disk.raw.exec('drop trigger audit_is_kept')
  await seedFloor(db, {
    agents: PEOPLE,
    queue: {
      ...{ wrap_up_ms: 5_000, wrap_up_extension_ms: 2_000, wrap_up_extensions: 1 },
      ...{ offer_ms: 4_000, max_wait_ms: 12_000, treatment: 'voicemail', record_calls: 1 },
    },
  })
  for (const [index, customerId] of CUSTOMERS.entries()) {
    const phones = [{ number: phoneOf(index), label: 'mobile' as const, primary: true }]
    const customer = { customerId, kind: 'individual' as const, name: `Customer ${customerId}`, phones }
    await insertCustomer(db, customer, { now: START, region: 'US' })
  }
  const consenting = CUSTOMERS.slice(0, 2)
  await db.updateTable('customer').set({ recording_consent: 1 }).where('id', 'in', consenting).execute()
  const phones = [{ number: FORBIDDEN[0], label: 'mobile' as const, primary: true }]
  const quiet = { customerId: CustomerId.parse('pia'), kind: 'individual' as const, name: 'Customer pia', phones }
  await insertCustomer(db, quiet, { now: START, region: 'US' })
  await db.updateTable('customer').set({ do_not_call: 1 }).where('id', '=', 'pia').execute()
  for (const [position, code] of DISPOSITIONS.entries()) {
    const label = { en: code, 'zh-CN': code, 'zh-TW': code }
    const body = JSON.stringify({ label, needsFollowUp: false, needsReason: false })
    await db.insertInto('catalog_item').values({ kind: 'disposition', code, position, body, disabled: 0 }).execute()
  }
  for (const user of PEOPLE) {
    const session = { user_id: user, created_at: START, last_seen_at: START, expires_at: START + ABSOLUTE_MS }
    await db
      .insertInto('session')
      .values({ token_hash: hashToken(firstTokenOf(user)), ...session, revoked: 0 })
      .execute()
  }
  return disk.raw.serialize()
}

function makeDesk(): Buffer {
  const raw = new SQLite(':memory:')
  raw.pragma('page_size = 1024')
  raw.exec('vacuum')
  migrateStore(raw)
  return raw.serialize()
}
