import { lockCall } from '#central/calls/call-rows.ts'
import { claimDueTimers, type Timer, takeTimer } from '#central/db/timers.ts'
import { readQueue } from '#central/routing/queues.ts'
import { parkAway, returnAway } from './away/away-due.ts'
import { giveUpConsulted } from './consult/consulted-away.ts'
import { giveUpTarget } from './consult/target-rings.ts'
import { expireLeases } from './desk-lease.ts'
import { expireOffer } from './end-offer.ts'
import { expireWrapUp } from './expire-wrap-up.ts'
import { failJoin } from './fail-join.ts'
import { giveUpMonitor } from './monitor/monitor-away.ts'
import { offerNextCall } from './offer-next-call.ts'
import { returnParked } from './park/put-back.ts'
import { readDue } from './read-due.ts'
import { type Flow, type FlowContext, runFlow } from './run-flow.ts'
import { turnAway } from './turn-away.ts'
import { endMessage } from './voicemail/take-voicemail.ts'

/**
 * One look at everything that is due: offers, wrap-ups, joins, longest waits, telephones that are away or ring in
 * vain, leases; and calls that wait while somebody is free. One that fails is logged, keeps its row and comes again when its claim has run out. Answers when
 * the next is due (epoch ms; null: nothing is), which is now after something was.
 */
export async function runTimers(context: FlowContext): Promise<number | null> {
  const now = context.clock.now()
  const { timerAt, leaseAt, isMatchable } = await readDue(context.db, now)
  const nextAt = Math.min(timerAt ?? Number.POSITIVE_INFINITY, leaseAt ?? Number.POSITIVE_INFINITY)
  if (timerAt !== null && timerAt <= now) await fireDue(context)
  if (leaseAt !== null && leaseAt <= now) await expireLeases(context)
  if (isMatchable) await offerNextCall(context)
  if (isMatchable || nextAt <= now) return now
  return nextAt === Number.POSITIVE_INFINITY ? null : nextAt
}

async function fireDue(context: FlowContext): Promise<void> {
  for (const timer of await claimDueTimers(context.db, context.clock.now())) {
    try {
      await fire(context, timer)
    } catch (error) {
      context.log.error({ err: error, timer: timer.kind, subjectId: timer.subjectId }, 'a due timer failed')
    }
  }
}

async function fire(context: FlowContext, timer: Timer): Promise<void> {
  await runFlow(context, async (flow) => {
    // the row goes in the transaction that does what it stands for; one that was moved or cancelled is not due
    if (await takeTimer(flow.tx, timer)) await doDue(flow, timer.kind, timer.subjectId)
  })
}

async function doDue(flow: Flow, kind: Timer['kind'], subjectId: string): Promise<void> {
  switch (kind) {
    case 'join':
      return failJoin(flow, subjectId, null)
    case 'offer-expiry':
      return expireOffer(flow, subjectId)
    case 'away-park':
      return parkAway(flow, subjectId)
    case 'away-return':
      return returnAway(flow, subjectId)
    case 'monitor-away':
      return giveUpMonitor(flow, subjectId)
    case 'consult-away':
      return giveUpConsulted(flow, subjectId)
    case 'park-return':
      return returnParked(flow, subjectId)
    case 'target-rings':
      return giveUpTarget(flow, subjectId)
    case 'wrap-up':
      return expireWrapUp(flow, subjectId)
    case 'max-wait':
      return endWait(flow, subjectId)
    case 'message':
      return endMessage(flow, subjectId)
    default:
      kind satisfies never
  }
}

/** Offered to somebody just now: they may still answer, and if not the call's wait is looked at again. */
async function endWait(flow: Flow, callId: string): Promise<void> {
  const call = await lockCall(flow.tx, callId)
  if (call?.state !== 'queued' || call.ended_by !== null) return
  await turnAway(flow, call, call.queue_id === null ? null : await readQueue(flow.tx, call.queue_id))
}
