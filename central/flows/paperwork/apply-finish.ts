import { finishWrapUp } from '#central/flows/finish-wrap-up.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { type Arrival, applied, type Batch, type Verdict } from './batch.ts'
import { isLostWrapUp } from './reopen-lost.ts'

/** Ends the sender's own wrap-up; the note and the outcome before it in the batch are written by now. */
export async function applyFinish(
  { flow, user }: Batch,
  { writtenAt }: Arrival,
  { wrapUpId, then }: Extract<PaperworkBody, { type: 'wrap-up.finish' }>,
): Promise<Verdict> {
  const finished = await finishWrapUp(flow, { wrapUpId, userId: user.userId, then })
  if (finished.ok || (finished.refusal.code === 'wrap_up_gone' && (await isLostWrapUp(flow, wrapUpId, writtenAt)))) {
    return applied
  }
  return { result: 'rejected', refusal: finished.refusal }
}
