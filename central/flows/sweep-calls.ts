import { lockCall } from '#central/calls/call-rows.ts'
import { findLeg, type LegRow, listOpenLegs, listStrayLegs, readStanding } from '#central/calls/leg-rows.ts'
import type { LineLeg, TelephonyAdapter } from '#central/telephony/adapter.ts'
import { applyLegFact, isSameStanding } from '#shared/domain/call/leg-fact.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { applyLineEvent } from './apply-line-event.ts'
import { endCall } from './end-call.ts'
import { settlePlace } from './leg-event.ts'
import { type FlowContext, runFlow } from './run-flow.ts'
import { startSequence } from './sequence.ts'

/**
 * Providers count whole seconds, on a clock that is not ours: what a look found must not make a report of the very
 * next moment seem old.
 */
const CLOCK_SLACK_MS = 2_000

/** A leg that nobody could explain for so many looks is hung up: its caller hears music for nothing. */
export const LOOKS_BEFORE_HANG_UP = 6

/** Nobody hears a leg that serves nobody, and its hang-up was tried before. */
const LOOKS_BEFORE_STRAYS_END = 3

export type SweepReport = {
  /** calls the provider no longer knew, closed */
  reconciled: string[]
  /** legs of the provider that no call of ours explains, told of once */
  unknownLegs: string[]
  /** callers whose arrival nobody had told us, taken in now */
  takenIn: string[]
  /** legs that stayed unexplained */
  hungUp: string[]
}

/** In how many looks in a row a leg was not as it should be, by its id. Carried from look to look. */
export type Suspects = Map<string, number>

/**
 * Holds our open legs against what the provider really has. What differs has to differ on two looks in a row, for
 * one look may fall between a change there and its report here. A caller who is there without a call of ours is taken
 * in as they came; what nothing explains is hung up after a while, and is tried again at each look from then on.
 */
export async function sweepCalls(
  context: FlowContext,
  adapter: TelephonyAdapter,
  suspects: Suspects,
): Promise<SweepReport> {
  const look = { adapter, provider: adapter.name, at: context.clock.now() }
  const onLine = new Map((await adapter.snapshot()).map((leg) => [leg.legId as string, leg]))
  const before: ReadonlyMap<string, number> = new Map(suspects)
  const report: SweepReport = { reconciled: [], unknownLegs: [], takenIn: [], hungUp: [] }
  suspects.clear()
  const strays = await listStrayLegs(context.db)
  for (const leg of await listOpenLegs(context.db, adapter.name)) {
    const lineLeg = onLine.get(leg.id)
    onLine.delete(leg.id)
    if (leg.started_at >= look.at) continue
    const looks = (before.get(leg.id) ?? 0) + 1
    if (lineLeg && leg.call_state !== 'ended') {
      await catchUp(context, look, leg, lineLeg)
      if (!strays.has(leg.id)) continue
      suspects.set(leg.id, looks)
      if (looks >= LOOKS_BEFORE_STRAYS_END) await hangUpStray(context, look, leg, report)
      continue
    }
    if (lineLeg || looks === 1) suspects.set(leg.id, looks)
    if (looks === 1) continue
    if (lineLeg) await letGo(context, look, leg, { looks, report })
    else await closeLeg(context, look, leg, report)
  }
  for (const lineLeg of onLine.values()) {
    const looks = (before.get(lineLeg.legId) ?? 0) + 1
    suspects.set(lineLeg.legId, looks)
    if (looks > 1) await explain(context, look, lineLeg, { looks, report })
  }
  if (Object.values(report).some((told) => told.length > 0)) {
    context.log.warn({ provider: adapter.name, ...report }, 'the line and our calls differed')
  }
  return report
}

type Look = { adapter: TelephonyAdapter; provider: string; at: number }
/** How often in a row it was seen so, and where to say what was done. */
type Seen = { looks: number; report: SweepReport }

/** A report that never came: what the provider says now is taken in as if it had. */
async function catchUp(context: FlowContext, look: Look, leg: LegRow, lineLeg: LineLeg): Promise<void> {
  const before = readStanding(leg)
  // told while the provider was being asked: its answer may be the older of the two, the next look will tell
  if (before.since > look.at) return
  const fact = {
    ...settlePlace(lineLeg, leg.role),
    type: 'leg' as const,
    at: Math.max(before.since, look.at - CLOCK_SLACK_MS),
  }
  if (isSameStanding(before, applyLegFact(before, fact))) return
  await applyLineEvent(context, look.provider, { ...fact, key: `look-${leg.id}-${look.at}` })
}

/** The call is over for us, the line still has the leg: an agent's is hung up at once, a customer's only after a while. */
async function letGo(context: FlowContext, look: Look, leg: LegRow, { looks, report }: Seen): Promise<void> {
  if (leg.role === 'customer') {
    if (looks === 2) report.unknownLegs.push(leg.id)
    if (looks < LOOKS_BEFORE_HANG_UP) return
    report.hungUp.push(leg.id)
  }
  const hangUp = { op: 'hang-up' as const, legId: LegId.parse(leg.id), cause: 'normal' as const }
  const sequence = { provider: look.provider, callId: leg.call_id, name: 'hang-up' as const, steps: [hangUp] }
  await runFlow(context, (flow) => startSequence(flow, sequence))
}

/** Tried again at each look from then on. The call itself goes on. */
async function hangUpStray(context: FlowContext, look: Look, leg: LegRow, report: SweepReport): Promise<void> {
  report.hungUp.push(leg.id)
  const { provider, adapter } = look
  const ids = { callId: CallId.parse(leg.call_id), legId: LegId.parse(leg.id) }
  const answer = await adapter.do({ op: 'hang-up', commandId: context.newId(), ...ids, cause: 'normal' })
  if (!answer.ok) context.log.warn({ provider, legId: leg.id, answer: answer.code }, 'a leg that serves nobody stays')
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

/** A leg that we have no open row of: its arrival was lost or is on its way, or its end was wrongly taken for granted. */
async function explain(context: FlowContext, look: Look, lineLeg: LineLeg, { looks, report }: Seen): Promise<void> {
  const { legId, callId, vendorId, role, arrived } = lineLeg
  const leg = await findLeg(context.db, legId)
  if (leg && leg.state !== 'ended') return
  if (!leg && role === 'customer' && arrived) {
    report.takenIn.push(callId)
    const told = { type: 'arrived' as const, key: `found-${legId}`, headers: {} }
    await applyLineEvent(context, look.provider, { ...told, ...arrived, callId, legId, vendorId })
    return
  }
  if (looks === 2) report.unknownLegs.push(legId)
  if (looks < LOOKS_BEFORE_HANG_UP) return
  report.hungUp.push(legId)
  // no call of ours has a journal for it; whoever is deaf to it is told again at the next look
  const answer = await look.adapter.do({ op: 'hang-up', commandId: context.newId(), callId, legId, cause: 'normal' })
  if (!answer.ok) context.log.warn({ provider: look.provider, legId, answer: answer.code }, 'an unknown leg stays')
}
