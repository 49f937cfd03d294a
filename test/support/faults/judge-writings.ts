import type { Kysely } from 'kysely'
import { expect } from 'vitest'
import type { Database } from '#central/db/schema.ts'
import type { WritingAgent } from './writing-agent.ts'

const AT_ONCE = 500

/** Everything central ever acknowledged to these desks since the last look stands in its books. Answers how many. */
export async function expectAcknowledgedKept(db: Kysely<Database>, agents: readonly WritingAgent[]): Promise<number> {
  const ids = agents.flatMap((agent) => agent.heard.takeFresh())
  const kept = new Set<string>()
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const rows = await db
      .selectFrom('applied_command')
      .select('command_id')
      .where('command_id', 'in', ids.slice(from, from + AT_ONCE))
      .execute()
    for (const row of rows) kept.add(row.command_id)
  }
  expect(ids.filter((id) => !kept.has(id))).toEqual([])
  return ids.length
}

/** With every outbox empty: what each desk took is at central, once, with its last word, and nothing else is. */
export async function expectAllWrittenOnce(
  db: Kysely<Database>,
  agents: readonly WritingAgent[],
  { restores } = { restores: 0 },
): Promise<void> {
  for (const agent of agents) {
    expect((await agent.desk.snapshot()).sync).toMatchObject({ waiting: 0, rejected: 0 })
    await expectBooks(db, agent, restores)
    await expectRecords(db, agent)
    await expectGaplessLog(db, agent)
  }
}

/** Each command once: numbers 1 to the last, each under one id, none refused; every answer the desk heard agrees. */
async function expectBooks(
  db: Kysely<Database>,
  { desk, writings, heard }: WritingAgent,
  restores: number,
): Promise<void> {
  const { deviceId } = await desk.snapshot()
  const rows = await db
    .selectFrom('applied_command')
    .select(['command_id', 'n', 'result'])
    .where('device_id', '=', deviceId)
    .orderBy('n')
    .execute()
  expect(rows.map((row) => row.n)).toEqual(Array.from({ length: writings.commands }, (_, index) => index + 1))
  expect(rows.filter((row) => row.result === 'rejected')).toEqual([])
  const booked = new Set(rows.map((row) => row.command_id))
  expect(booked.size).toBe(writings.commands)
  for (const [commandId, answers] of heard.all()) {
    expect(booked.has(commandId), commandId).toBe(true)
    // applied is said once, and once more by a central that was set back; whoever asks again hears that it was
    expect(answers.filter((answer) => answer === 'applied').length, commandId).toBeLessThanOrEqual(1 + restores)
  }
  expect(heard.all().size).toBe(writings.commands)
}

async function expectRecords(
  db: Kysely<Database>,
  { login, userId, customerId, writings }: WritingAgent,
): Promise<void> {
  const notes = await db
    .selectFrom('note')
    .select(['id', 'revision', 'text'])
    .where('id', 'like', `${login}-%`)
    .execute()
  expect(new Map(notes.map(({ id, revision, text }) => [id, { revision, text }]))).toEqual(writings.notes)
  for (const [interactionId, count] of writings.dispositions) {
    const rows = await db
      .selectFrom('disposition')
      .innerJoin('applied_command', 'applied_command.command_id', 'disposition.id')
      .select('disposition.id')
      .where('disposition.interaction_id', '=', interactionId)
      .execute()
    expect(rows, interactionId).toHaveLength(count)
    const standing = await db
      .selectFrom('disposition')
      .select('id')
      .where('interaction_id', '=', interactionId)
      .where('corrected_at', 'is', null)
      .execute()
    expect(standing, interactionId).toHaveLength(1)
  }
  const tasks = await db.selectFrom('task').select('id').where('id', 'like', `${login}-task-%`).execute()
  expect(tasks.map((task) => task.id).sort()).toEqual([...writings.tasks].sort())
  const edits = await db
    .selectFrom('customer_field_history')
    .select('new_value')
    .where('customer_id', '=', customerId)
    .where('user_id', '=', userId)
    .where('field', '=', 'note')
    .orderBy('version')
    .execute()
  const own = edits.map((edit) => JSON.parse(edit.new_value)).filter((value) => String(value).includes(' edit '))
  expect(own).toEqual(writings.edits)
}

/** An agent's events are numbered without gaps up to the number the next one follows. */
async function expectGaplessLog(db: Kysely<Database>, { userId }: WritingAgent): Promise<void> {
  const agent = await db.selectFrom('agent').select('seq').where('user_id', '=', userId).executeTakeFirst()
  const events = await db.selectFrom('event_log').select('seq').where('user_id', '=', userId).orderBy('seq').execute()
  expect(events.map((event) => event.seq)).toEqual(Array.from({ length: agent?.seq ?? 0 }, (_, index) => index + 1))
}
