import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { sql } from 'kysely'
import pino from 'pino'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { wallClock } from '#main/clock.ts'
import { openDesk } from '#main/desk.ts'
import { secureRandom } from '#main/random.ts'
import { makeDraftStore } from '#renderer/state/draft-store.ts'
import { foldDigits } from '#shared/domain/cards/fold-digits.ts'
import { listLongNumbers } from '#shared/domain/cards/list-long-numbers.ts'
import { type CardNote, makeCardNote } from '#shared/domain/cards/testing/card-corpus.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { createDatabase, dropDatabase } from '#test/support/databases.ts'
import { startDemoCentral } from '#test/support/demo-central.ts'
import { logInDemo } from '#test/support/faults/log-in.ts'
import { readDeskFile } from '#test/support/read-desk-file.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'

const NOTES = 30
/** This many digits of a card in a row are found in no other number here by chance. */
const TELLING = 9

let folder: string
let logged: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'card-numbers-'))
  logged = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const log = () =>
  pino(
    { level: 'trace' },
    new Writable({
      write(line, _encoding, done) {
        logged.push(String(line))
        done()
      },
    }),
  )

/** Numbers of the notes of which `text` holds nine digits in a row, however written. */
function listFound(text: string, notes: readonly CardNote[]): string[] {
  const long = [...listLongNumbers(text, TELLING), ...(foldDigits(text).match(/\d{9,}/g) ?? [])]
  return notes.flatMap(({ number }) => {
    const parts = [...number].map((_, at) => number.slice(at, at + TELLING)).filter((part) => part.length === TELLING)
    return long.some((digits) => parts.some((part) => digits.includes(part))) ? [number] : []
  })
}

async function start(database: string | null) {
  const args = ['--log-level=trace', ...(database === null ? [] : [`--database-url=${database}`])]
  const central = await startDemoCentral(join(folder, 'central'), { args, log: log() })
  const { token, user } = await logInDemo(central.url, 'mei')
  const keys = new Map<string, Uint8Array>()
  const opened = await openDesk({
    ...{ dataDir: folder, centralUrl: central.url, token, user, log: log(), takeOver: true },
    ...{ clock: wallClock, random: secureRandom },
    storeKeys: { read: async (id) => keys.get(id) ?? null, write: async (id, key) => void keys.set(id, key) },
  })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const [key] = keys.values()
  if (!key) throw new Error('the desk made no key')
  const file = join(folder, 'desks', user.userId, 'desk.db')
  return { central, desk: opened.value, user, token, readDesk: () => readDeskFile(file, key) }
}
type Rig = Awaited<ReturnType<typeof start>>

/** Every way in which a text leaves an agent's hands. */
function writeEverywhere(note: CardNote, n: number, interactionId: string, customerId: string): PaperworkBody[] {
  const { text } = note
  const followUp = (taskId: string) => ({ taskId, kind: 'task', title: text, dueAt: null })
  const change = (field: string, value: unknown) => ({ field, value, baseVersion: 0 })
  const created = { type: 'customer.create', customerId: `new-${n}`, kind: 'individual', interactionId: null }
  return [
    { type: 'interaction.note', interactionId, noteId: `note-${n}`, revision: 1, text },
    { type: 'task.create', followUp: followUp(`task-${n}`), customerId: null, interactionId: null },
    {
      ...{ type: 'interaction.dispose', interactionId, code: 'no_action', reasonCode: null },
      followUp: followUp(`more-${n}`),
    },
    { ...created, name: `Lin ${text}`, company: text, email: null, phones: [], language: null },
    {
      ...{ type: 'customer.update', customerId },
      changes: [change('note', text), change('company', text), change('tags', [shorten(note)])],
    },
  ].map((body) => PaperworkBody.parse(body))
}

/** The agent types it key by key into the real draft keeper, while autosaves fall where they will. */
async function typeDraft(rig: Rig, note: CardNote, n: number): Promise<void> {
  const clock = createTestClock(0)
  const drafts = makeDraftStore(rig.desk, clock, { getState: () => ({ drafts: {} }) }, () => {})
  for (let end = 1; end <= note.text.length; end += 1) {
    drafts.keeper.edit(`draft-${n}`, { note: note.text.slice(0, end), noteId: null })
    await clock.advance(60)
  }
  await drafts.keeper.flush()
}

/** For fields of forty signs: a number that is cut is no card any more. */
const shorten = ({ text, number }: CardNote) => (text.length <= 40 ? text : number)

async function askEverything({ desk, central, token }: Rig, note: CardNote): Promise<void> {
  const { text } = note
  await desk.query('customer.search', { text, limit: 5 })
  await desk.query('interaction.search', { text, limit: 5 })
  await desk.query('caller.match', { number: shorten(note) })
  await desk.send({ kind: 'local', command: { type: 'preferences.set', preferences: { recent: [{ label: text }] } } })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const customer = { kind: 'individual', name: text, company: text, email: null, phones: [], language: null }
  await fetch(`${central.url}/api/v1/customers`, { method: 'POST', headers, body: JSON.stringify(customer) })
  await fetch(`${central.url}/api/v1/customers?text=${encodeURIComponent(text)}`, { headers })
}

async function readCentral({ central: { context } }: Rig, sqlite: boolean): Promise<string> {
  const tables = sqlite
    ? sql<{ name: string }>`select name from sqlite_master where type = 'table'`
    : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`
  const parts: string[] = []
  for (const { name } of (await tables.execute(context.db)).rows) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(context.db)
    parts.push(rows.map((row) => JSON.stringify(row)).join('\n'))
  }
  return parts.join('\n')
}

async function tellStory(database: string | null): Promise<void> {
  const random = createSeededRandom(36)
  const notes = Array.from({ length: NOTES }, () => makeCardNote(random))
  const rig = await start(database)
  const { central, desk, user } = rig
  try {
    await expect.poll(() => desk.linkStatus().kind, { timeout: 20_000 }).toBe('online')
    const { db } = central.context
    const [interaction] = await db.selectFrom('interaction').select('id').where('agent_id', '=', user.userId).execute()
    const [customer] = await db.selectFrom('customer').select('id').execute()
    if (!interaction || !customer) throw new Error('the demo has no customers')
    for (const [n, note] of notes.entries()) {
      const bodies = writeEverywhere(note, n, interaction.id, customer.id)
      expect(await desk.send({ kind: 'paperwork', bodies, dropDraft: null })).toEqual({ ok: true })
      await typeDraft(rig, note, n)
      await askEverything(rig, note)
    }
    expect(listFound(rig.readDesk(), notes), 'in the desk, its outbox and its drafts').toEqual([])
    await expect.poll(() => desk.countUnsent(), { timeout: 60_000 }).toBe(0)
    expect(listFound(rig.readDesk(), notes), 'in the desk after all was sent').toEqual([])
    const held = await readCentral(rig, database === null)
    expect(held.match(/•/g)?.length, 'what was written arrived, masked').toBeGreaterThan(NOTES * 12)
    expect(listFound(held, notes), 'in the tables of central').toEqual([])
    expect(listFound(logged.join('\n'), notes), 'in the logs').toEqual([])
    expect(logged.length).toBeGreaterThan(0)
  } finally {
    await desk.stop()
    await central.stop()
  }
  for (const name of await readdir(join(folder, 'central'))) {
    const bytes = await readFile(join(folder, 'central', name), 'utf8').catch(() => '')
    expect(listFound(bytes, notes), `in ${name} of central`).toEqual([])
  }
}

it('a card number reaches no disk, outbox, draft, index, log or table, whatever it is written into', () =>
  tellStory(null))

it('nor a central on PostgreSQL', async (test) => {
  const postgres = inject('postgres')
  if ('missing' in postgres) return test.skip(postgres.missing)
  const { name, url } = await createDatabase(postgres)
  try {
    await tellStory(url)
  } finally {
    await dropDatabase(postgres, name)
  }
})
