import { expect, it } from 'vitest'
import type { Paperwork, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { CustomerId, InteractionId, TaskId } from '#shared/protocol/ids.ts'
import { describeOnDatabases, describeOnPostgres } from '#test/support/databases.ts'
import { createDesktopWork, createOutbox, mei } from '#test/support/paperwork.ts'
import { addCall, dispose, note } from '#test/support/paperwork-of-a-call.ts'
import { recordStatements } from '#test/support/record-statements.ts'
import { applyPaperwork } from './apply-batch.ts'

const chen = 'chen' as CustomerId
const maya = 'maya' as CustomerId

describeOnDatabases('a batch of paperwork', (open) => {
  async function start() {
    const { db } = await open()
    return { db, ...(await createDesktopWork(db)), outbox: createOutbox() }
  }

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
