import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { applied, type Batch, reject, type Verdict } from './batch.ts'

/** The sender has seen the conflict; the other person's notice stays. */
export async function applyAcknowledge(
  { flow, user }: Batch,
  body: Extract<PaperworkBody, { type: 'conflict.acknowledge' }>,
): Promise<Verdict> {
  const notice = await flow.tx
    .updateTable('conflict_notice')
    .set((e) => ({ acknowledged_at: e.fn.coalesce('acknowledged_at', e.val(flow.now)) }))
    .where('conflict_id', '=', body.conflictId)
    .where('user_id', '=', user.userId)
    .executeTakeFirst()
  return notice.numUpdatedRows > 0n ? applied : reject('not_found')
}
