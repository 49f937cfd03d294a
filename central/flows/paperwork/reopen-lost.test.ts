import { expect, it } from 'vitest'
import { RESTORED_SETTING } from '#central/db/read-restore.ts'
import type { Paperwork, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { CustomerId, InteractionId, NoteId, WrapUpId } from '#shared/protocol/ids.ts'
import { LONGEST_BACKUP_HORIZON_DAYS } from '#shared/settings/setting-list.ts'
import { DAY, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { ava, createDesktopWork, createOutbox, mei } from '#test/support/paperwork.ts'
import { applyPaperwork } from './apply-batch.ts'

const lost = InteractionId.parse('lost-1')
const note = (text: string, noteId = 'n-1'): PaperworkBody => ({
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
