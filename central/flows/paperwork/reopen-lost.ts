import { findWrapUp } from '#central/calls/wrap-up-rows.ts'
import type { Executor } from '#central/db/executor.ts'
import { readRestore } from '#central/db/read-restore.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { assignInteraction } from '#central/interactions/assign-interaction.ts'
import { closeInteraction } from '#central/interactions/close-interaction.ts'
import { openInteraction } from '#central/interactions/open-interaction.ts'
import { maskTexts } from '#shared/domain/cards/mask-texts.ts'
import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import { SeenCall } from '#shared/protocol/command/seen-call.ts'
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
 * a record again, the writer's own, with what their desk had seen of it: number, queue, customer; without that a bare
 * one, whose customer can be linked again. Costs nothing
 * while every conversation is known.
 */
export async function reopenLost(
  flow: Flow,
  user: KnownUser,
  known: Map<string, KnownInteraction>,
  commands: readonly Paperwork[],
): Promise<void> {
  const lost = new Map<InteractionId, Lost>()
  for (const { body, writtenAt } of commands) {
    if (!('interactionId' in body) || body.interactionId === null || known.has(body.interactionId)) continue
    const before = lost.get(body.interactionId)
    const seen = before?.seen ?? ('seen' in body ? body.seen : undefined) ?? null
    lost.set(body.interactionId, { writtenAt: Math.min(before?.writtenAt ?? writtenAt, writtenAt), seen })
  }
  for (const [id, { writtenAt, seen }] of lost) {
    if (!(await wasLost(flow, writtenAt))) continue
    const about = seen && (await readSeen(flow.tx, maskTexts(SeenCall, seen)))
    // a desk's clock may stand wrong, and a conversation has begun before anybody writes about it
    const startedAt = Math.min(about?.startedAt ?? writtenAt, writtenAt, flow.now)
    const { customerId = null, number = null, talkMs: durationMs = null } = about ?? {}
    await openInteraction(flow.tx, {
      ...{ id, customerId, channel: 'call', direction: about?.direction ?? 'inbound', startedAt },
      ...{ queueId: about?.queueId ?? null, number, matchReason: about?.matchReason ?? null },
    })
    const endedAt = Math.min(startedAt + (durationMs ?? 0), flow.now)
    await closeInteraction(flow.tx, { id, endedAt, durationMs, result: 'handled' })
    await assignInteraction(flow.tx, { id, userId: user.userId })
    known.set(id, { customerId, number, mine: true })
  }
}

type Lost = { writtenAt: number; seen: SeenCall | null }

/** Without what the backup does not know: a queue or a customer of after it. */
async function readSeen(tx: Executor, seen: SeenCall) {
  const has = async (table: 'customer' | 'queue', id: string | null) =>
    id !== null && (await tx.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined
  const isKnown = await has('customer', seen.customerId)
  return {
    ...seen,
    queueId: (await has('queue', seen.queueId)) ? seen.queueId : null,
    customerId: isKnown ? seen.customerId : null,
    matchReason: isKnown ? seen.matchReason : null,
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
