import { finishWrapUp } from '#central/flows/finish-wrap-up.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { applied, type Batch, type Verdict } from './batch.ts'

/** Ends the sender's own wrap-up; the note and the outcome before it in the batch are written by now. */
export async function applyFinish(
  { flow, user }: Batch,
  { wrapUpId, then }: Extract<PaperworkBody, { type: 'wrap-up.finish' }>,
): Promise<Verdict> {
  const finished = await finishWrapUp(flow, { wrapUpId, userId: user.userId, then })
  return finished.ok ? applied : { result: 'rejected', refusal: finished.refusal }
}
