import { expect, it } from 'vitest'
import type { CustomerId, DeviceId, TaskId } from '#shared/protocol/ids.ts'
import { NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { ava, createDesktopWork, createOutbox, mei, sofia } from '#test/support/paperwork.ts'
import { addCall, dispose, link, note } from '#test/support/paperwork-of-a-call.ts'
import { applyPaperwork } from './apply-batch.ts'

const chen = 'chen' as CustomerId

describeOnDatabases('whose paperwork it is', (open) => {
  async function start() {
    const { db } = await open()
    return { db, ...(await createDesktopWork(db)), outbox: createOutbox() }
  }

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
})
