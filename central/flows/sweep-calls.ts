import { lockCall } from '#central/calls/call-rows.ts'
import { findLeg, type LegRow, listOpenLegs, readStanding } from '#central/calls/leg-rows.ts'
import type { LineLeg, TelephonyAdapter } from '#central/telephony/adapter.ts'
import { applyLegFact, isSameStanding } from '#shared/domain/call/leg-fact.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { applyLineEvent } from './apply-line-event.ts'
import { endCall } from './end-call.ts'
import { type FlowContext, runFlow } from './run-flow.ts'
import { startSequence } from './sequence.ts'

/**
 * Providers count whole seconds, on a clock that is not ours: what a look found must not make a report of the very
 * next moment seem old.
 */
const CLOCK_SLACK_MS = 2_000

export type SweepReport = {
  /** calls the provider no longer knew, closed */
  reconciled: string[]
  /** legs of the provider that no call of ours explains */
  unknownLegs: string[]
}

/**
 * Holds our open legs against what the provider really has. What differs has to differ on two looks in a row, for
 * one look may fall between a change there and its report here; `suspects` carries the leg ids of last time.
 */
export async function sweepCalls(
  context: FlowContext,
  adapter: TelephonyAdapter,
  suspects: Set<string>,
): Promise<SweepReport> {
  const look = { provider: adapter.name, at: context.clock.now() }
  const onLine = new Map((await adapter.snapshot()).map((leg) => [leg.legId as string, leg]))
  const before = new Set(suspects)
  const report: SweepReport = { reconciled: [], unknownLegs: [] }
  suspects.clear()
  for (const leg of await listOpenLegs(context.db, adapter.name)) {
    const lineLeg = onLine.get(leg.id)
    onLine.delete(leg.id)
    if (leg.started_at >= look.at) continue
    if (lineLeg && leg.call_state !== 'ended') await catchUp(context, look, leg, lineLeg)
    else if (!before.has(leg.id)) suspects.add(leg.id)
    else if (lineLeg) await letGo(context, look, leg, report)
    else await closeLeg(context, look, leg, report)
  }
  for (const lineLeg of onLine.values()) await explain(context, lineLeg, before, suspects, report)
  if (report.reconciled.length + report.unknownLegs.length > 0) {
    context.log.warn({ provider: adapter.name, ...report }, 'the line and our calls differed')
  }
  return report
}

type Look = { provider: string; at: number }

/** A report that never came: what the provider says now is taken in as if it had. */
async function catchUp(context: FlowContext, look: Look, leg: LegRow, lineLeg: LineLeg): Promise<void> {
  const before = readStanding(leg)
  // told while the provider was being asked: its answer may be the older of the two, the next look will tell
  if (before.since > look.at) return
  const fact = { ...lineLeg, type: 'leg' as const, at: Math.max(before.since, look.at - CLOCK_SLACK_MS) }
  if (isSameStanding(before, applyLegFact(before, fact))) return
  await applyLineEvent(context, look.provider, { ...fact, key: `look-${leg.id}-${look.at}` })
}

/** The call is over for us, the line still has the leg: an agent's is hung up, a customer's is only told of. */
async function letGo(context: FlowContext, look: Look, leg: LegRow, report: SweepReport): Promise<void> {
  if (leg.role === 'customer') return void report.unknownLegs.push(leg.id)
  const hangUp = { op: 'hang-up' as const, legId: LegId.parse(leg.id), cause: 'normal' as const }
  const sequence = { provider: look.provider, callId: leg.call_id, name: 'hang-up' as const, steps: [hangUp] }
  await runFlow(context, (flow) => startSequence(flow, sequence))
}

/** The line has lost it: without its customer a call is over, and says that it was found so. */
async function closeLeg(context: FlowContext, look: Look, leg: LegRow, report: SweepReport): Promise<void> {
  if (leg.role === 'customer' && (await reconcile(context, leg))) report.reconciled.push(leg.call_id)
  await applyLineEvent(context, look.provider, {
    type: 'leg-ended',
    at: context.clock.now(),
    key: `missing-${leg.id}`,
    callId: CallId.parse(leg.call_id),
    legId: LegId.parse(leg.id),
    cause: 'vendor_lost',
    vendorCause: null,
    durationMs: null,
  })
}

function reconcile(context: FlowContext, leg: LegRow): Promise<boolean> {
  return runFlow(context, async (flow) => {
    const call = await lockCall(flow.tx, leg.call_id)
    if (!call || call.state === 'ended') return false
    await endCall(flow, call, { endedBy: 'reconciled', cause: 'vendor_lost' })
    return true
  })
}

/** A leg that we have no open row of: its arrival may be on its way, or its end was wrongly taken for granted. */
async function explain(
  context: FlowContext,
  lineLeg: LineLeg,
  before: ReadonlySet<string>,
  suspects: Set<string>,
  report: SweepReport,
): Promise<void> {
  if (!before.has(lineLeg.legId)) return void suspects.add(lineLeg.legId)
  const leg = await findLeg(context.db, lineLeg.legId)
  if (leg?.state !== 'ended' && leg) return
  report.unknownLegs.push(lineLeg.legId)
}
