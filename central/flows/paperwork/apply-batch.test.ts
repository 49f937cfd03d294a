import { expect, it } from 'vitest'
import type { Executor } from '#central/db/executor.ts'
import { openInteraction } from '#central/interactions/open-interaction.ts'
import type { Paperwork, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { ConflictId, CustomerId, DeviceId, InteractionId, NoteId, TaskId, WrapUpId } from '#shared/protocol/ids.ts'
import { addQueue, DAY, NOW } from '#test/support/customers.ts'
import { describeOnDatabases, describeOnPostgres } from '#test/support/databases.ts'
import { ava, createDesktopWork, createOutbox, mei, sofia } from '#test/support/paperwork.ts'
import { recordStatements } from '#test/support/record-statements.ts'
import { applyPaperwork } from './apply-batch.ts'

const chen = 'chen' as CustomerId
const maya = 'maya' as CustomerId

/** An interaction of Mei's, with a call that rang from a number of nobody's. */
async function addCall(db: Executor, name = 'call-1'): Promise<InteractionId> {
  const id = name as InteractionId
  const startedAt = NOW - 5 * 60_000
  await openInteraction(db, {
    id,
    customerId: null,
    channel: 'call',
    direction: 'inbound',
    startedAt,
    queueId: null,
    number: '+8613700000000',
    matchReason: null,
  })
  await db
    .updateTable('interaction')
    .set({ agent_id: 'mei', agent_name: 'MEI', result: 'handled' })
    .where('id', '=', id)
    .execute()
  return id
}

const note = (interactionId: InteractionId, text: string, revision = 1, noteId = 'note-1'): PaperworkBody => ({
  type: 'interaction.note',
  interactionId,
  noteId: noteId as NoteId,
  revision,
  text,
})
const dispose = (interactionId: InteractionId, code = 'resolved', followUp: TaskId | null = null): PaperworkBody => ({
  type: 'interaction.dispose',
  interactionId,
  code,
  reasonCode: 'billing.surcharge',
  followUp: followUp && { taskId: followUp, kind: 'callback', title: 'Call back', dueAt: NOW + DAY },
})
const link = (interactionId: InteractionId, customerId: CustomerId | null): PaperworkBody => ({
  type: 'interaction.link',
  interactionId,
  customerId,
})

describeOnDatabases('paperwork', (open) => {
  async function start() {
    const { db } = await open()
    return { db, ...(await createDesktopWork(db)), outbox: createOutbox() }
  }

  it('writes note, outcome and follow-up of a call, and tells the desk of the task', async () => {
    const { db, context, outbox, published } = await start()
    const call = await addCall(db)
    const commands = [
      outbox.write(note(call, '客户要求更正发票')),
      outbox.write(dispose(call, 'follow_up', 'task-1' as TaskId)),
    ]
    const answers = await applyPaperwork(context, { ...mei, commands })
    expect(answers.map(({ result }) => result)).toEqual(['applied', 'applied'])
    expect(await db.selectFrom('note').selectAll().execute()).toMatchObject([
      { id: 'note-1', text: '客户要求更正发票', author: 'MEI', revision: 1, written_at: NOW - 60_000 },
    ])
    expect(await db.selectFrom('disposition').selectAll().execute()).toMatchObject([
      { code: 'follow_up', reason_code: 'billing.surcharge', corrected_at: null, recorded_at: NOW },
    ])
    expect(await db.selectFrom('task').selectAll().execute()).toMatchObject([
      { id: 'task-1', assignee_id: 'mei', phone: '+8613700000000', interaction_id: call, status: 'open' },
    ])
    expect(await db.selectFrom('event_log').select(['user_id', 'seq', 'type']).execute()).toEqual([
      { user_id: 'mei', seq: 1, type: 'task.changed' },
    ])
    expect(published).toEqual(['mei'])
  })

  it('applies a second arrival of the same batch not again, and answers what it did the first time', async () => {
    const { db, context, outbox } = await start()
    const call = await addCall(db)
    const commands = [
      outbox.write(dispose(call)),
      outbox.write(dispose('nowhere' as InteractionId)),
      outbox.write(dispose(call, 'made_up')),
      outbox.write(note(call, 'still arrives')),
    ]
    const first = await applyPaperwork(context, { ...mei, commands })
    expect(first).toMatchObject([
      { result: 'applied' },
      { result: 'rejected', refusal: { code: 'interaction_not_found' } },
      { result: 'rejected', refusal: { code: 'unknown_code', field: 'code' } },
      { result: 'applied' },
    ])
    const second = await applyPaperwork(context, { ...mei, commands })
    expect(second).toEqual(
      first.map((answer) => (answer.result === 'applied' ? { ...answer, result: 'duplicate' } : answer)),
    )
    expect(await db.selectFrom('disposition').selectAll().execute()).toHaveLength(1)
    expect(await db.selectFrom('device').select(['device_id', 'highest_n']).execute()).toEqual([
      { device_id: 'desk-mei', highest_n: 4 },
    ])
  })

  it('stores no card number, wherever a person wrote one', async () => {
    const { db, context, outbox } = await start()
    const call = await addCall(db)
    const change = { field: 'note' as const, value: 'card 4111-1111-1111-1111', baseVersion: 0 }
    const followUp = { taskId: 'task-1' as TaskId, kind: 'task' as const, title: '4111111111111111', dueAt: null }
    const commands = [
      outbox.write(note(call, 'pays with 4111 1111 1111 1111')),
      outbox.write({ type: 'customer.update', customerId: maya, changes: [change] }),
      outbox.write({ type: 'task.create', followUp, customerId: null, interactionId: null }),
    ]
    for (const { result } of await applyPaperwork(context, { ...mei, commands })) expect(result).toBe('applied')
    const tables = ['note', 'customer', 'customer_field_history', 'task'] as const
    const stored = []
    for (const table of tables) stored.push(...(await db.selectFrom(table).selectAll().execute()))
    expect(JSON.stringify(stored)).not.toMatch(/4111.?1111/)
    expect(JSON.stringify(stored)).toContain('•••• •••• •••• 1111')
  })

  it('never lets an older revision of a note replace a newer one', async () => {
    const { db, context, outbox } = await start()
    const call = await addCall(db)
    const [one, two, three] = [1, 2, 3].map((revision) => outbox.write(note(call, `text ${revision}`, revision)))
    if (!one || !two || !three) throw new Error('three notes')
    await applyPaperwork(context, { ...mei, commands: [one, three] })
    await applyPaperwork(context, { ...mei, commands: [two] })
    expect(await db.selectFrom('note').select(['text', 'revision']).execute()).toEqual([
      { text: 'text 3', revision: 3 },
    ])
  })

  it('keeps an outcome that is corrected, with the time of its correction', async () => {
    const { db, context, outbox } = await start()
    const call = await addCall(db)
    await applyPaperwork(context, {
      ...mei,
      commands: [outbox.write(dispose(call, 'resolved')), outbox.write(dispose(call, 'escalated'))],
    })
    await applyPaperwork(context, { ...mei, commands: [outbox.write(dispose(call, 'no_action'))] })
    const rows = await db.selectFrom('disposition').select(['code', 'corrected_at']).orderBy('code').execute()
    expect(rows).toEqual([
      { code: 'escalated', corrected_at: NOW },
      { code: 'no_action', corrected_at: null },
      { code: 'resolved', corrected_at: NOW },
    ])
  })

  it('moves an interaction once, with its follow-up, and adds no number to the customer', async () => {
    const { db, context, outbox } = await start()
    const call = await addCall(db)
    const commands = [
      outbox.write(dispose(call, 'follow_up', 'task-1' as TaskId)),
      outbox.write(link(call, maya)),
      outbox.write(link(call, chen)),
      outbox.write(link(call, chen)),
    ]
    await applyPaperwork(context, { ...mei, commands })
    expect(await db.selectFrom('interaction').select(['customer_id', 'match_reason']).execute()).toEqual([
      { customer_id: 'chen', match_reason: 'chosen_by_agent' },
    ])
    const history = await db
      .selectFrom('interaction_link_history')
      .select(['from_customer_id', 'to_customer_id'])
      .orderBy('to_customer_id')
      .execute()
    expect(history).toEqual([
      { from_customer_id: 'maya', to_customer_id: 'chen' },
      { from_customer_id: null, to_customer_id: 'maya' },
    ])
    expect(await db.selectFrom('task').select('customer_id').execute()).toEqual([{ customer_id: 'chen' }])
    const contacts = await db.selectFrom('customer').select(['id', 'last_contact_at']).orderBy('id').execute()
    expect(contacts).toEqual([
      { id: 'chen', last_contact_at: NOW - 5 * 60_000 },
      { id: 'maya', last_contact_at: null },
    ])
    expect((await db.selectFrom('customer_phone').select('e164').execute()).map(({ e164 }) => e164)).toEqual([
      '+8613812345678',
    ])
    expect(
      await db.selectFrom('event_log').select('type').where('type', '=', 'interaction.linked').execute(),
    ).toHaveLength(2)
  })

  it('makes a customer and gives them the call that brought them', async () => {
    const { db, context, outbox } = await start()
    const call = await addCall(db)
    const create = (number: string): PaperworkBody => ({
      type: 'customer.create',
      customerId: 'new-1' as CustomerId,
      kind: 'individual',
      name: '杜思敏',
      company: null,
      email: null,
      phones: [{ number, label: 'mobile', primary: true }],
      language: null,
      interactionId: call,
    })
    const commands = [
      outbox.write(create('no number')),
      outbox.write(create('138 0013 8000')),
      outbox.write(note(call, 'new customer')),
      outbox.write(create('138 0013 8001')),
    ]
    const answers = await applyPaperwork(context, { ...mei, commands })
    expect(answers).toMatchObject([
      { result: 'rejected', refusal: { code: 'invalid_phone' } },
      { result: 'applied' },
      { result: 'applied' },
      { result: 'rejected', refusal: { code: 'conflict', field: 'customerId' } },
    ])
    expect(await db.selectFrom('interaction').select(['customer_id', 'match_reason']).execute()).toEqual([
      { customer_id: 'new-1', match_reason: 'created_by_agent' },
    ])
    expect(await db.selectFrom('customer_phone').select('e164').where('customer_id', '=', 'new-1').execute()).toEqual([
      { e164: '+8613800138000' },
    ])
  })

  it('tells both people of a conflict, and lets each take their notice away', async () => {
    const { db, context } = await start()
    const edit = (value: string): PaperworkBody => ({
      type: 'customer.update',
      customerId: chen,
      changes: [{ field: 'jobTitle', value, baseVersion: 0 }],
    })
    const [outboxMei, outboxAva] = [createOutbox(), createOutbox()]
    await applyPaperwork(context, { ...mei, commands: [outboxMei.write(edit('运营经理'))] })
    const commands = [outboxAva.write(edit('Operations manager'))]
    expect(await applyPaperwork(context, { ...ava, commands })).toMatchObject([{ result: 'conflict' }])
    expect(await applyPaperwork(context, { ...ava, commands })).toMatchObject([{ result: 'conflict' }])
    const told = await db.selectFrom('event_log').select(['user_id', 'type']).orderBy('user_id').execute()
    expect(told).toEqual([
      { user_id: 'ava', type: 'conflict.found' },
      { user_id: 'mei', type: 'conflict.found' },
    ])
    const { id } = await db.selectFrom('conflict').select('id').executeTakeFirstOrThrow()
    const acknowledge = { type: 'conflict.acknowledge', conflictId: id as ConflictId } as const
    expect(await applyPaperwork(context, { ...mei, commands: [outboxMei.write(acknowledge)] })).toMatchObject([
      { result: 'applied' },
    ])
    const notices = await db
      .selectFrom('conflict_notice')
      .select(['user_id', 'acknowledged_at'])
      .orderBy('user_id')
      .execute()
    expect(notices).toEqual([
      { user_id: 'ava', acknowledged_at: null },
      { user_id: 'mei', acknowledged_at: NOW },
    ])
  })

  it('finishes a wrap-up with the outcome of the same batch, and not without one', async () => {
    const { db, context, outbox } = await start()
    const call = await addCall(db)
    await addQueue(db, 'gold', { wrap_up_extensions: 1 })
    await db
      .insertInto('wrap_up')
      .values({
        id: 'wrap-1',
        call_id: 'c',
        interaction_id: call,
        user_id: 'mei',
        queue_id: 'gold',
        started_at: NOW,
        due_at: NOW + 60_000,
        talk_ms: 1,
        extensions_left: 1,
        finished_at: null,
        finished_by: null,
      })
      .execute()
    await db
      .updateTable('agent')
      .set({ state: 'wrap_up', subject_id: 'wrap-1', reason: null })
      .where('user_id', '=', 'mei')
      .execute()
    const finish = {
      type: 'wrap-up.finish',
      wrapUpId: 'wrap-1' as WrapUpId,
      interactionId: call,
      then: 'next',
    } as const
    const early = await applyPaperwork(context, { ...mei, commands: [outbox.write(finish)] })
    expect(early).toMatchObject([{ result: 'rejected', refusal: { code: 'disposition_required' } }])
    const commands = [outbox.write(note(call, 'done')), outbox.write(dispose(call)), outbox.write(finish)]
    const answers = await applyPaperwork(context, { ...mei, commands })
    expect(answers.map(({ result }) => result)).toEqual(['applied', 'applied', 'applied'])
    expect(await db.selectFrom('wrap_up').select('finished_by').execute()).toEqual([{ finished_by: 'agent' }])
    expect((await db.selectFrom('event_log').select('type').execute()).map(({ type }) => type)).toContain(
      'wrap-up.finished',
    )
  })

  it('lets an agent touch only their own, and a supervisor anybody’s', async () => {
    const { db, context } = await start()
    const call = await addCall(db)
    const [outboxMei, outboxAva, outboxSofia] = [createOutbox(), createOutbox(), createOutbox()]
    const task = 'task-1' as TaskId
    await applyPaperwork(context, {
      ...mei,
      commands: [outboxMei.write(note(call, 'mine')), outboxMei.write(dispose(call, 'follow_up', task))],
    })
    const complete = { type: 'task.complete', taskId: task } as const
    const foreign = [note(call, 'not mine', 2), dispose(call, 'escalated'), link(call, chen), complete]
    const refused = await applyPaperwork(context, { ...ava, commands: foreign.map((body) => outboxAva.write(body)) })
    for (const answer of refused) expect(answer).toMatchObject({ result: 'rejected', refusal: { code: 'forbidden' } })
    const allowed = await applyPaperwork(context, {
      ...sofia,
      commands: foreign.map((body) => outboxSofia.write(body)),
    })
    // a supervisor may do all of it, but never rewrite somebody's words
    expect(allowed.map(({ result }) => result)).toEqual(['rejected', 'applied', 'applied', 'applied'])
    expect(await db.selectFrom('note').select('text').execute()).toEqual([{ text: 'mine' }])
    expect(await db.selectFrom('task').select('status').execute()).toEqual([{ status: 'done' }])
  })

  it('takes what was once this agent’s call as theirs', async () => {
    const { db, context } = await start()
    const call = await addCall(db)
    await db
      .insertInto('leg')
      .values({
        id: 'leg-1',
        call_id: 'c-1',
        role: 'agent',
        user_id: 'ava',
        vendor_id: null,
        state: 'ended',
        place: 'bridge',
        muted: 0,
        since: NOW,
        started_at: NOW,
        ended_at: NOW,
        cause: null,
        up_at: null,
      })
      .execute()
    await db
      .insertInto('call')
      .values({
        id: 'c-1',
        interaction_id: call,
        queue_id: null,
        provider: 'sim',
        vendor_id: 'v',
        direction: 'inbound',
        caller_number: null,
        dialled_number: '1',
        state: 'ended',
        agent_id: 'mei',
        arrived_at: NOW,
        queue_position_at: NOW,
        answered_at: NOW,
        held_since: null,
        held_ms: 0,
        ended_at: NOW,
        ended_by: null,
        cause: null,
        match: '{"kind":"unknown"}',
        version: 1,
      })
      .execute()
    const answers = await applyPaperwork(context, {
      ...ava,
      commands: [createOutbox().write(note(call, 'I took it first', 1, 'note-ava'))],
    })
    expect(answers).toMatchObject([{ result: 'applied' }])
  })

  it('gives a number that was used for another command away to nobody, and loses neither', async () => {
    const { db, context } = await start()
    const call = await addCall(db)
    await applyPaperwork(context, { ...mei, commands: [createOutbox().write(note(call, 'first'))] })
    const copied = createOutbox().write(note(call, 'from a copied store', 1, 'note-2'))
    const answers = await applyPaperwork(context, { ...mei, commands: [copied] })
    expect(answers).toMatchObject([{ result: 'rejected', refusal: { code: 'duplicate', field: 'n' } }])
    const elsewhere = await applyPaperwork(context, { ...mei, deviceId: 'desk-2' as DeviceId, commands: [copied] })
    expect(elsewhere).toMatchObject([{ result: 'applied' }])
  })

  it('takes nothing from a device of somebody else', async () => {
    const { db, context, outbox } = await start()
    const call = await addCall(db)
    await applyPaperwork(context, { ...mei, commands: [outbox.write(note(call, 'mine'))] })
    const answers = await applyPaperwork(context, {
      ...ava,
      deviceId: mei.deviceId,
      commands: [outbox.write(note(call, 'hers'))],
    })
    expect(answers).toMatchObject([{ result: 'rejected', refusal: { code: 'forbidden' } }])
    expect(await db.selectFrom('device').select(['user_id', 'highest_n']).execute()).toEqual([
      { user_id: 'mei', highest_n: 1 },
    ])
  })

  it('rejects a command that breaks, undoes its part alone, and goes on', async () => {
    const { db, context, outbox, errors } = await start()
    const call = await addCall(db)
    const changes = [{ field: 'company' as const, value: 'North', baseVersion: 0 }]
    const update: PaperworkBody = { type: 'customer.update', customerId: chen, changes }
    await db.updateTable('customer').set({ field_versions: 'no JSON' }).where('id', '=', 'chen').execute()
    const commands = [outbox.write(note(call, 'before')), outbox.write(update), outbox.write(dispose(call))]
    const answers = await applyPaperwork(context, { ...mei, commands })
    expect(answers).toMatchObject([
      { result: 'applied' },
      { result: 'rejected', refusal: { code: 'internal' } },
      { result: 'applied' },
    ])
    expect(errors).toHaveLength(1)
    expect(await db.selectFrom('customer').select('version').where('id', '=', 'chen').execute()).toEqual([
      { version: 1 },
    ])
  })

  it('writes five hundred notes in no more statements than one', async () => {
    const { db, context, outbox } = await start()
    const call = await addCall(db)
    const write = (count: number, name: string) =>
      Array.from({ length: count }, (_, index) => outbox.write(note(call, `note ${index}`, 1, `${name}-${index}`)))
    const count = async (commands: Paperwork[]) => {
      const recorded = recordStatements(db)
      const answers = await applyPaperwork({ ...context, db: recorded.db }, { ...mei, commands })
      expect(answers.every(({ result }) => result === 'applied')).toBe(true)
      return recorded.statements.length
    }
    const alone = await count(write(1, 'alone'))
    expect(alone).toBeGreaterThan(3)
    expect(await count(write(500, 'many'))).toBe(alone)
    expect(await db.selectFrom('note').select('id').execute()).toHaveLength(501)
  })
})

describeOnPostgres('paperwork pushed twice at the same moment', (open) => {
  it('is applied once', async () => {
    const { db } = await open()
    const { context } = await createDesktopWork(db)
    const call = await addCall(db)
    const outbox = createOutbox()
    const commands = Array.from({ length: 40 }, (_, index) =>
      outbox.write(index % 2 ? note(call, `n${index}`, index) : dispose(call)),
    )
    const pushes = await Promise.all(Array.from({ length: 4 }, () => applyPaperwork(context, { ...mei, commands })))
    const results = pushes.flat().map(({ result }) => result)
    expect(results.filter((result) => result === 'applied')).toHaveLength(40)
    expect(results.filter((result) => result === 'duplicate')).toHaveLength(120)
    expect(await db.selectFrom('disposition').select('id').execute()).toHaveLength(20)
    expect(await db.selectFrom('disposition').select('id').where('corrected_at', 'is', null).execute()).toHaveLength(1)
  })
})
