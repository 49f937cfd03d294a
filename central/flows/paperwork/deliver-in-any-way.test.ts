import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { expect, it } from 'vitest'
import type { Database } from '#central/db/schema.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { openInteraction } from '#central/interactions/open-interaction.ts'
import type { Paperwork, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { CustomerId, DeviceId, InteractionId, NoteId, TaskId } from '#shared/protocol/ids.ts'
import { NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createDesktopWork, createOutbox, mei } from '#test/support/paperwork.ts'
import { applyPaperwork } from './apply-batch.ts'

/** What an agent does, told without ids, so that it can happen twice in one database. */
const step = fc.record({
  device: fc.constantFrom(0, 1),
  call: fc.constantFrom('a', 'b', 'nowhere'),
  deed: fc.oneof(
    fc.record({
      kind: fc.constant('note' as const),
      note: fc.constantFrom('x', 'y'),
      revision: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({
      kind: fc.constant('dispose' as const),
      code: fc.constantFrom('resolved', 'escalated', 'made_up'),
      task: fc.constantFrom('t', 'u', null),
    }),
    fc.record({ kind: fc.constant('link' as const), customer: fc.constantFrom('chen', 'maya', 'nobody', null) }),
    fc.record({ kind: fc.constant('create' as const), task: fc.constantFrom('t', 'u') }),
    fc.record({ kind: fc.constant('complete' as const), task: fc.constantFrom('t', 'u') }),
  ),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** One push: from how many commands back of what is confirmed, to how many beyond it; and how often it arrives. */
const push = fc.record({
  device: fc.constantFrom(0, 1),
  back: fc.integer({ min: 0, max: 4 }),
  ahead: fc.integer({ min: 1, max: 4 }),
  arrivals: fc.integer({ min: 1, max: 2 }),
  doubled: fc.boolean(),
})
type Push = typeof push extends fc.Arbitrary<infer P> ? P : never

/** Ids differ between the worlds of one run by `world` alone, so that their rows can be compared. */
function toBody({ call, deed, device }: Step, world: string): PaperworkBody {
  const interactionId = `${world}-${call}` as InteractionId
  const taskId = (name: string) => `${world}-${name}` as TaskId
  const followUp = (name: string) => ({ taskId: taskId(name), kind: 'task' as const, title: `do ${name}`, dueAt: null })
  switch (deed.kind) {
    case 'note': {
      const text = `${deed.note} ${deed.revision}`
      return {
        type: 'interaction.note',
        interactionId,
        noteId: `${world}-${device}${deed.note}` as NoteId,
        revision: deed.revision,
        text,
      }
    }
    case 'dispose':
      return {
        type: 'interaction.dispose',
        interactionId,
        code: deed.code,
        reasonCode: null,
        followUp: deed.task ? followUp(deed.task) : null,
      }
    case 'link':
      return { type: 'interaction.link', interactionId, customerId: deed.customer as CustomerId | null }
    case 'create':
      return { type: 'task.create', followUp: followUp(deed.task), customerId: null, interactionId }
    case 'complete':
      return { type: 'task.complete', taskId: taskId(deed.task) }
  }
}

type Sent = { device: number; commands: Paperwork[] }

/** Pushes as the protocol allows them: every device in its own order, windows overlapping, lost answers pushed again. */
function planPushes(queues: Paperwork[][], pushes: readonly Push[]): Sent[] {
  const done = queues.map(() => 0)
  const sent: Sent[] = []
  const send = (device: number, from: number, to: number) =>
    sent.push({ device, commands: queues[device]?.slice(from, to) ?? [] })
  for (const { device, back, ahead, arrivals, doubled } of pushes) {
    const from = Math.max(0, (done[device] ?? 0) - back)
    const to = Math.min(queues[device]?.length ?? 0, (done[device] ?? 0) + ahead)
    for (let arrival = 0; arrival < arrivals; arrival += 1) send(device, from, to)
    const last = sent.at(-1)
    if (doubled && last) last.commands.push(...last.commands)
    done[device] = to
    // an old push that was long on its way arrives after newer ones
    if (back > 2) send(device, 0, Math.min(2, to))
  }
  queues.forEach((queue, device) => void send(device, done[device] ?? 0, queue.length))
  return sent.filter(({ commands }) => commands.length > 0)
}

async function deliver(context: FlowContext, world: string, sent: readonly Sent[]): Promise<void> {
  for (const { device, commands } of sent) {
    const answers = await applyPaperwork(context, {
      userId: mei.userId,
      deviceId: `${world}-${device}` as DeviceId,
      commands,
    })
    expect(answers.map(({ commandId }) => commandId)).toEqual(commands.map(({ commandId }) => commandId))
  }
}

async function readWorld(db: Kysely<Database>, world: string) {
  const bare = (rows: object[]) => JSON.stringify(rows).replaceAll(`${world}-`, '')
  const like = `${world}-%`
  const calls = await db
    .selectFrom('interaction')
    .select(['id', 'customer_id', 'match_reason'])
    .where('id', 'like', like)
    .orderBy('id')
    .execute()
  const notes = await db
    .selectFrom('note')
    .select(['id', 'interaction_id', 'revision', 'text'])
    .where('id', 'like', like)
    .orderBy('id')
    .execute()
  const outcomes = await db
    .selectFrom('disposition')
    .select(['interaction_id', 'code', 'corrected_at'])
    .where('interaction_id', 'like', like)
    .orderBy('interaction_id')
    .orderBy('code')
    .orderBy('corrected_at')
    .execute()
  const tasks = await db
    .selectFrom('task')
    .select(['id', 'interaction_id', 'customer_id', 'status'])
    .where('id', 'like', like)
    .orderBy('id')
    .execute()
  const moves = await db
    .selectFrom('interaction_link_history')
    .select(['interaction_id', 'from_customer_id', 'to_customer_id'])
    .where('interaction_id', 'like', like)
    .execute()
  const seen = await db
    .selectFrom('applied_command')
    .select(['device_id', 'n', 'type', 'result', 'refusal'])
    .where('device_id', 'like', like)
    .orderBy('device_id')
    .orderBy('n')
    .execute()
  const devices = await db
    .selectFrom('device')
    .select(['device_id', 'highest_n'])
    .where('device_id', 'like', like)
    .orderBy('device_id')
    .execute()
  const sortedMoves = moves.map((move) => JSON.stringify(move)).sort()
  return [calls, notes, outcomes, tasks, sortedMoves.map((move) => ({ move })), seen, devices].map(bare)
}

/** What must stand of the notes, told without the code under test: the first call a note stood under, its highest revision. */
function expectNotes(steps: readonly Step[]): string[] {
  const notes = new Map<string, { call: string; revision: number }>()
  for (const { device, call, deed } of steps) {
    if (deed.kind !== 'note' || call === 'nowhere') continue
    const id = `${device}${deed.note}`
    const before = notes.get(id)
    if (!before) notes.set(id, { call, revision: deed.revision })
    else if (before.call === call) before.revision = Math.max(before.revision, deed.revision)
  }
  return [...notes].map(([id, { call, revision }]) => `${id} ${call} ${revision}`).sort()
}

async function readNotes(db: Kysely<Database>, world: string): Promise<string[]> {
  const rows = await db
    .selectFrom('note')
    .select(['id', 'interaction_id', 'revision'])
    .where('id', 'like', `${world}-%`)
    .execute()
  return rows.map((row) => `${row.id} ${row.interaction_id} ${row.revision}`.replaceAll(`${world}-`, '')).sort()
}

describeOnDatabases('paperwork of two desks', (open) => {
  it('leaves the same rows, once, however it is split, repeated and delayed', async () => {
    const { db } = await open()
    const { context } = await createDesktopWork(db)
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 14 }),
        fc.array(push, { maxLength: 8 }),
        async (steps, pushes) => {
          run += 1
          const worlds = [`once${run}`, `many${run}`] as const
          for (const world of worlds) {
            for (const call of ['a', 'b']) {
              await openInteraction(db, {
                id: `${world}-${call}` as InteractionId,
                customerId: null,
                channel: 'call',
                direction: 'inbound',
                startedAt: NOW,
                queueId: null,
                number: null,
                matchReason: null,
              })
            }
            await db.updateTable('interaction').set({ agent_id: 'mei' }).where('id', 'like', `${world}-%`).execute()
          }
          const write = (world: string) => {
            const outboxes = [createOutbox(), createOutbox()]
            return [0, 1].map((device) =>
              steps
                .filter((each) => each.device === device)
                .flatMap((each) => outboxes[device]?.write(toBody(each, world)) ?? []),
            )
          }
          const plan = planPushes(write(worlds[1]), pushes)
          // the reference gets each command once, alone, in the order in which it first arrived in the other world
          const first = new Map(
            plan.flatMap(({ device, commands }) => commands.map(({ n }) => [`${device} ${n}`, { device, n }] as const)),
          )
          const reference = write(worlds[0])
          const alone = [...first.values()].map(({ device, n }) => ({
            device,
            commands: reference[device]?.filter((command) => command.n === n) ?? [],
          }))
          await deliver(context, worlds[0], alone)
          await deliver(context, worlds[1], plan)
          expect(await readNotes(db, worlds[1])).toEqual(expectNotes(steps))
          expect(await readWorld(db, worlds[1])).toEqual(await readWorld(db, worlds[0]))
        },
      ),
      { numRuns: 100 },
    )
  })
})
