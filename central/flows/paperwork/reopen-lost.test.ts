import { expect, it } from 'vitest'
import { RESTORED_SETTING } from '#central/db/read-restore.ts'
import type { Paperwork, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { SeenCall } from '#shared/protocol/command/seen-call.ts'
import { CustomerId, InteractionId, NoteId, QueueId, WrapUpId } from '#shared/protocol/ids.ts'
import { LONGEST_BACKUP_HORIZON_DAYS } from '#shared/settings/setting-list.ts'
import { addQueue, DAY, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { ava, createDesktopWork, createOutbox, mei } from '#test/support/paperwork.ts'
import { applyPaperwork } from './apply-batch.ts'

const lost = InteractionId.parse('lost-1')
const note = (text: string, noteId = 'n-1'): Extract<PaperworkBody, { type: 'interaction.note' }> => ({
  ...{ type: 'interaction.note', interactionId: lost, noteId: NoteId.parse(noteId), revision: 1, text },
})
const finish: PaperworkBody = {
  ...{ type: 'wrap-up.finish', wrapUpId: WrapUpId.parse('gone'), interactionId: lost, then: 'next' },
}
const link: PaperworkBody = { type: 'interaction.link', interactionId: lost, customerId: CustomerId.parse('chen') }

describeOnDatabases('work on a conversation that the restored backup lacks', (open) => {
  async function start(restore: { from: number; at: number } | null) {
    const { db } = await open()
    const work = await createDesktopWork(db)
    if (restore) {
      await db
        .insertInto('setting')
        .values({ key: RESTORED_SETTING, value: JSON.stringify(restore) })
        .execute()
    }
    const outbox = createOutbox()
    const push = async (sender: typeof mei, ...bodies: PaperworkBody[]) => {
      return pushAll(
        sender,
        bodies.map((body) => outbox.write(body)),
      )
    }
    const pushAll = async (sender: typeof mei, commands: Paperwork[]) =>
      (await applyPaperwork(work.context, { ...sender, commands })).map((answer) => answer.result)
    /** as a desk would whose clock stands there */
    const pushDated = (sender: typeof mei, writtenAt: number, body: PaperworkBody) =>
      pushAll(sender, [{ ...outbox.write(body), writtenAt }])
    return { db, push, pushDated }
  }

  it('makes a bare record of it, the writer’s own, that can be linked again', async () => {
    const { db, push } = await start({ from: NOW - DAY, at: NOW })
    expect(await push(mei, note('what was agreed'), link, finish)).toEqual(['applied', 'applied', 'applied'])
    expect(await push(mei, note('and more', 'n-2'))).toEqual(['applied'])
    expect(await db.selectFrom('interaction').selectAll().where('id', '=', lost).execute()).toMatchObject([
      { agent_id: 'mei', customer_id: 'chen', result: 'handled', number: null },
    ])
    expect(await db.selectFrom('note').select('text').orderBy('id').execute()).toEqual([
      { text: 'what was agreed' },
      { text: 'and more' },
    ])
    expect(await push(ava, note('not hers', 'n-3'))).toEqual(['rejected'])
  })

  it('is linked to the customer, queue and number that the writer’s desk saw, as far as the backup knows them', async () => {
    const { db, push } = await start({ from: NOW - DAY, at: NOW })
    await addQueue(db, 'gold')
    const seen: SeenCall = {
      ...{ queueId: QueueId.parse('gold'), direction: 'inbound' as const, number: '+8613812345678' },
      ...{
        customerId: CustomerId.parse('chen'),
        matchReason: 'exact_number' as const,
        startedAt: NOW - 90_000,
        talkMs: 60_000,
      },
    }
    const other = InteractionId.parse('lost-2')
    const unheard = { ...seen, queueId: QueueId.parse('new'), customerId: CustomerId.parse('new'), talkMs: null }
    const disposed = { code: 'resolved', reasonCode: null, followUp: null } as const
    const answers = await push(
      mei,
      note('first words'),
      { type: 'interaction.dispose', interactionId: lost, ...disposed, seen },
      { ...note('of a new customer', 'n-2'), interactionId: other, seen: unheard },
      // card numbers get in by no door
      {
        ...note('n3', 'n-3'),
        interactionId: InteractionId.parse('lost-3'),
        seen: { ...seen, number: '4111111111111111' },
      },
    )
    expect(answers).toEqual(['applied', 'applied', 'applied', 'applied'])
    const rows = await db.selectFrom('interaction').selectAll().where('id', 'like', 'lost-%').orderBy('id').execute()
    const same = { agent_id: 'mei', direction: 'inbound', result: 'handled', started_at: NOW - 90_000 }
    expect(rows).toMatchObject([
      {
        ...{ ...same, customer_id: 'chen', queue_id: 'gold', number: '+8613812345678', match_reason: 'exact_number' },
        ...{ duration_ms: 60_000, ended_at: NOW - 30_000 },
      },
      { ...same, customer_id: null, queue_id: null, number: '+8613812345678', match_reason: null, duration_ms: null },
      { ...same, number: '••••••••••••1111' },
    ])
  })

  it('tells nothing new of a conversation that is known', async () => {
    const { db, push } = await start({ from: NOW - DAY, at: NOW })
    await push(mei, note('first words'))
    const seen: SeenCall = {
      ...{ queueId: QueueId.parse('gold'), direction: 'outbound' as const, number: '+4912345678', talkMs: null },
      ...{ customerId: CustomerId.parse('maya'), matchReason: null, startedAt: 1 },
    }
    expect(await push(mei, { ...note('more', 'n-2'), seen })).toEqual(['applied'])
    expect(await db.selectFrom('interaction').selectAll().where('id', '=', lost).execute()).toMatchObject([
      { customer_id: null, number: null, direction: 'inbound', queue_id: null },
    ])
  })

  it('is refused as ever on a site that was not restored, or long after', async () => {
    for (const restore of [null, { from: NOW - 3 * DAY, at: NOW - 2 * DAY }]) {
      const { db, push } = await start(restore)
      expect(await push(mei, note('x'), finish)).toEqual(['rejected', 'rejected'])
      expect(await db.selectFrom('interaction').select('id').where('id', '=', lost).execute()).toEqual([])
    }
  })

  it('is taken from a desk that was away for weeks, and refused past the longest horizon that can be set', async () => {
    for (const [days, result] of [
      [LONGEST_BACKUP_HORIZON_DAYS - 1, 'applied'],
      [LONGEST_BACKUP_HORIZON_DAYS + 1, 'rejected'],
    ] as const) {
      const at = NOW - days * DAY
      const { pushDated } = await start({ from: at - DAY, at })
      expect(await pushDated(mei, at - DAY / 2, note('x'))).toEqual([result])
    }
  })
})
