import { expect, it } from 'vitest'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { ConflictId, CustomerId } from '#shared/protocol/ids.ts'
import { NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { ava, createDesktopWork, createOutbox, mei } from '#test/support/paperwork.ts'
import { addCall, note } from '#test/support/paperwork-of-a-call.ts'
import { applyPaperwork } from './apply-batch.ts'

const chen = 'chen' as CustomerId

describeOnDatabases('paperwork about customers', (open) => {
  async function start() {
    const { db } = await open()
    return { db, ...(await createDesktopWork(db)), outbox: createOutbox() }
  }

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
})
