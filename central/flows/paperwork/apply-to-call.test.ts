import { expect, it } from 'vitest'
import type { CustomerId, TaskId, WrapUpId } from '#shared/protocol/ids.ts'
import { addQueue, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createDesktopWork, createOutbox, mei } from '#test/support/paperwork.ts'
import { addCall, dispose, link, note } from '#test/support/paperwork-of-a-call.ts'
import { applyPaperwork } from './apply-batch.ts'

const chen = 'chen' as CustomerId
const maya = 'maya' as CustomerId

describeOnDatabases('paperwork about a call', (open) => {
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
})
