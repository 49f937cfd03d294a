import { findWrapUp } from '#central/calls/wrap-up-rows.ts'
import { readRestore } from '#central/db/read-restore.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { assignInteraction } from '#central/interactions/assign-interaction.ts'
import { closeInteraction } from '#central/interactions/close-interaction.ts'
import { openInteraction } from '#central/interactions/open-interaction.ts'
import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import type { InteractionId } from '#shared/protocol/ids.ts'
import { LONGEST_BACKUP_HORIZON_DAYS } from '#shared/settings/setting-list.ts'
import type { KnownInteraction, KnownUser } from './known-records.ts'

/** Desks' clocks run ahead, and a desk may write for a while before it hears of the restore. */
const SLACK_MS = 3_600_000
/**
 * After that what a clock that stands wrong dates back to the restore is not believed. Not the horizon that is set:
 * it says how long desks keep what was acknowledged, while a desk whose person was away for weeks comes with work
 * that never was.
 */
const BELIEVED_MS = LONGEST_BACKUP_HORIZON_DAYS * 86_400_000

/**
 * After a restore desks push again what they wrote about conversations that the backup lacks. Such a conversation gets
 * a bare record, the writer's own: what was said about it is kept, whoever called can be linked again. Costs nothing
 * while every conversation is known.
 */
export async function reopenLost(
  flow: Flow,
  user: KnownUser,
  known: Map<string, KnownInteraction>,
  commands: readonly Paperwork[],
): Promise<void> {
  const lost = new Map<InteractionId, number>()
  for (const { body, writtenAt } of commands) {
    if (!('interactionId' in body) || body.interactionId === null || known.has(body.interactionId)) continue
    lost.set(body.interactionId, Math.min(lost.get(body.interactionId) ?? writtenAt, writtenAt))
  }
  if (lost.size === 0) return
  for (const [id, writtenAt] of lost) {
    if (!(await wasLost(flow, writtenAt))) continue
    const startedAt = Math.min(writtenAt, flow.now)
    await openInteraction(flow.tx, {
      ...{ id, customerId: null, channel: 'call', direction: 'inbound', startedAt },
      ...{ queueId: null, number: null, matchReason: null },
    })
    await closeInteraction(flow.tx, { id, endedAt: startedAt, durationMs: null, result: 'handled' })
    await assignInteraction(flow.tx, { id, userId: user.userId })
    known.set(id, { customerId: null, number: null, mine: true })
  }
}

/** A wrap-up that the backup does not know is finished: nothing is left of it that could go on. */
export async function isLostWrapUp(flow: Flow, wrapUpId: string, writtenAt: number): Promise<boolean> {
  return (await findWrapUp(flow.tx, wrapUpId)) === null && (await wasLost(flow, writtenAt))
}

/** Written between the backup and the first start on it, as far as the desk's clock tells, and pushed in time. */
async function wasLost(flow: Flow, writtenAt: number): Promise<boolean> {
  const restore = await readRestore(flow.tx)
  if (restore === null || flow.now > restore.at + BELIEVED_MS) return false
  return writtenAt >= restore.from - SLACK_MS && writtenAt <= restore.at + SLACK_MS
}
