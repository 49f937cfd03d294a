import { type CallRow, findCall, listOpenCalls, lockCall } from '#central/calls/call-rows.ts'
import { type LegRow, listLegs, readStanding } from '#central/calls/leg-rows.ts'
import type { LineLeg, TelephonyAdapter } from '#central/telephony/adapter.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { applyLegFact, isSameStanding } from '#shared/domain/call/leg-fact.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { applyLineEvent } from './apply-line-event.ts'
import { endCall } from './end-call.ts'
import { type FlowContext, runFlow } from './run-flow.ts'
import { startSequence } from './sequence.ts'

export type SweepReport = {
  /** calls the provider no longer knew, closed */
  reconciled: string[]
  /** legs of the provider that no call of ours explains */
  unknownLegs: string[]
}

/**
 * Holds our open calls against what the provider really has. A leg has to be missing on two looks in a row, for one
 * look may fall between a change there and its report here; `missedBefore` carries what was missing last time.
 */
export async function sweepCalls(
  context: FlowContext,
  adapter: TelephonyAdapter,
  missedBefore: Set<string>,
): Promise<SweepReport> {
  const lookedAt = context.clock.now()
  const lineLegs = await adapter.snapshot()
  const known = new Map(lineLegs.map((leg) => [leg.legId as string, leg]))
  const calls = await listOpenCalls(context.db, adapter.name)
  const legsByCall = Map.groupBy(await listOurLegs(context, calls), (leg) => leg.call_id)
  const missed = new Set<string>()
  const report: SweepReport = { reconciled: [], unknownLegs: [] }
  for (const call of calls) {
    for (const leg of legsByCall.get(call.id) ?? []) {
      const lineLeg = known.get(leg.id)
      known.delete(leg.id)
      if (leg.state === 'ended' || leg.started_at >= lookedAt) continue
      if (lineLeg) await catchUp(context, adapter.name, leg, lineLeg, lookedAt)
      else if (missedBefore.has(leg.id)) await reconcile(context, adapter.name, call, leg, report)
      else missed.add(leg.id)
    }
  }
  await explainRest(context, [...known.values()], report)
  missedBefore.clear()
  for (const legId of missed) missedBefore.add(legId)
  if (report.reconciled.length + report.unknownLegs.length > 0) {
    context.log.warn({ provider: adapter.name, ...report }, 'the line and our calls differed')
  }
  return report
}

async function listOurLegs(context: FlowContext, calls: readonly CallRow[]): Promise<LegRow[]> {
  const ids = calls.map((call) => call.id)
  return listLegs(context.db, ids)
}

/** A report that never came: what the provider says now is taken in as if it had. */
async function catchUp(
  context: FlowContext,
  provider: string,
  leg: LegRow,
  lineLeg: LineLeg,
  lookedAt: number,
): Promise<void> {
  const fact = { ...lineLeg, type: 'leg' as const, at: lookedAt }
  const before = readStanding(leg)
  if (isSameStanding(before, applyLegFact(before, fact))) return
  await applyLineEvent(context, provider, { ...fact, key: `look-${leg.id}-${lookedAt}` })
}

async function reconcile(
  context: FlowContext,
  provider: string,
  call: CallRow,
  leg: LegRow,
  report: SweepReport,
): Promise<void> {
  if (leg.role !== 'customer') {
    return applyLineEvent(context, provider, {
      type: 'leg-ended',
      at: context.clock.now(),
      key: `missing-${leg.id}`,
      callId: CallId.parse(call.id),
      legId: LegId.parse(leg.id),
      cause: 'vendor_lost',
      vendorCause: null,
      durationMs: null,
    })
  }
  await runFlow(context, async (flow) => {
    const held = await lockCall(flow.tx, call.id)
    if (!held || held.state === 'ended') return
    await flow.tx
      .updateTable('leg')
      .set({ state: 'ended', cause: 'vendor_lost', ended_at: flow.now })
      .where('id', '=', leg.id)
      .execute()
    await endCall(flow, held, { endedBy: 'reconciled', cause: 'vendor_lost' })
    report.reconciled.push(call.id)
  })
}

/** Legs of calls that are over for us: an agent's line is let go, a customer's is only told of. */
async function explainRest(context: FlowContext, rest: readonly LineLeg[], report: SweepReport): Promise<void> {
  for (const lineLeg of rest) {
    const call = await findCall(context.db, lineLeg.callId)
    const ours = call ? await listLegs(context.db, [call.id]) : []
    const leg = ours.find((other) => other.id === lineLeg.legId)
    const isLeftOver = call?.state === 'ended' && leg && leg.id !== findCustomerLeg(ours)?.id
    if (!call || !isLeftOver) {
      if (!leg || call?.state === 'ended') report.unknownLegs.push(lineLeg.legId)
      continue
    }
    await runFlow(context, (flow) =>
      startSequence(flow, {
        provider: call.provider,
        callId: call.id,
        name: 'hang-up',
        steps: [{ op: 'hang-up', legId: lineLeg.legId, cause: 'normal' }],
      }),
    )
  }
}
