import { z } from 'zod'
import { type LoggedEvent, readEventsAfter } from '#central/db/event-log.ts'
import type { Executor } from '#central/db/executor.ts'
import type { Resume } from '#shared/protocol/envelope.ts'
import type { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import type { LinkParts, LinkRoom } from './link-parts.ts'

/** How many events are read and sent at once; who missed more gets a snapshot. */
export const EVENTS_AT_ONCE = 200
/** Offers, tasks and conflicts are shown with data of this moment, built once per event. */
export async function deliver(
  parts: LinkParts,
  db: Executor,
  events: readonly LoggedEvent[],
): Promise<DeliveredEvent[]> {
  const delivered: DeliveredEvent[] = []
  for (const { seq, at, event } of events) {
    const attached = await parts.flows.buildAttachment(db, event)
    delivered.push(attached ? { seq, at, event, attached } : { seq, at, event })
    parts.metrics.countEvents(event.type)
  }
  return delivered
}

/** What a desk missed after its cursor; a snapshot when it is of another epoch, too old, pruned or from the future. */
export async function buildResume(
  parts: LinkRoom,
  userId: UserId,
  held: { epoch: string | null; cursor: number },
): Promise<{ resume: Resume; cursor: number }> {
  const missed = held.epoch === parts.epoch ? await readMissed(parts, userId, held.cursor) : null
  if (missed) {
    const events = await deliver(parts, parts.context.db, missed)
    return { resume: { kind: 'events', epoch: parts.epoch, events }, cursor: missed.at(-1)?.seq ?? held.cursor }
  }
  const snapshot = await parts.inTurn(() => parts.flows.buildSnapshot(userId))
  return { resume: { kind: 'snapshot', snapshot }, cursor: snapshot.seq }
}

/** The events right after a cursor, none when it is the newest; null when the log cannot be continued from there. */
async function readMissed({ context, reads }: LinkRoom, userId: UserId, cursor: number): Promise<LoggedEvent[] | null> {
  // most missed nothing, and after a restart they ask by the hundred
  if ((await reads.readNewestSeq(userId)) === cursor) return []
  try {
    const missed = await readEventsAfter(context.db, userId, cursor, EVENTS_AT_ONCE + 1)
    return missed[0]?.seq === cursor + 1 && missed.length <= EVENTS_AT_ONCE ? missed : null
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    // rows of another version of central: refused, a desk would come back to them for ever
    context.log.warn({ userId, cursor, issues: error.issues.length }, 'the log holds events of another version')
    return null
  }
}
