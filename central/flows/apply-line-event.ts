import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { buryUnknownLeg, type LegRow, listLegs, readStanding, saveStanding } from '#central/calls/leg-rows.ts'
import { annotateLineFact, type LineFact, recordLineFact } from '#central/calls/line-facts.ts'
import type { LineEvent } from '#central/telephony/adapter.ts'
import { applyLegFact, isSameStanding } from '#shared/domain/call/leg-fact.ts'
import { correctLateJoin } from './correct-late-join.ts'
import { type LegEvent, settlePlace } from './leg-event.ts'
import { noteAnsweredBy } from './note-answered-by.ts'
import { reactToLeg } from './react-to-leg.ts'
import { applyRecordingEvent } from './recording/apply-recording-event.ts'
import { repeatPauses } from './recording/repeat-pauses.ts'
import { repeatStops } from './recording/stop-recording.ts'
import { type Flow, type FlowContext, runFlow } from './run-flow.ts'
import { takeInboundCall } from './take-inbound-call.ts'

/**
 * Takes in one fact of a provider. Legal in any order and any number of times: facts are known by (provider, key),
 * a leg only moves forward, an ended call never reopens, and what speaks of nothing we know is noted and has no
 * effect. Resolves when it is durable.
 */
export async function applyLineEvent(context: FlowContext, provider: string, event: LineEvent): Promise<void> {
  switch (event.type) {
    case 'arrived':
      return takeInboundCall(context, provider, event)
    case 'link':
      context.log[event.up ? 'info' : 'warn']({ provider, up: event.up }, 'telephony link')
      return event.up ? repeatAsked(context, provider) : undefined
    case 'recording':
      return runFlow(context, (flow) => applyRecordingEvent(flow, provider, event))
    case 'answered-by':
      return runFlow(context, (flow) => noteAnsweredBy(flow, provider, event))
    case 'noted': {
      const { key, callId, note } = event
      await recordLineFact(context.db, { provider, key, callId, kind: 'noted', note, now: context.clock.now() })
      return
    }
    case 'leg':
    case 'leg-ended':
      return runFlow(context, (flow) => applyLegEvent(flow, provider, event))
    default:
      event satisfies never
  }
}

/** What a provider that was away may have forgotten of its recordings. */
async function repeatAsked(context: FlowContext, provider: string): Promise<void> {
  await repeatStops(context, provider, context.clock.now())
  await repeatPauses(context, provider)
}

async function applyLegEvent(flow: Flow, provider: string, event: LegEvent): Promise<void> {
  const { tx, now } = flow
  const kind = event.type === 'leg' ? `leg.${event.state}` : 'leg-ended'
  const fact: LineFact = { provider, key: event.key, callId: event.callId, kind, note: event.note ?? null, now }
  if (!(await recordLineFact(tx, fact))) return
  const call = await lockCall(tx, event.callId)
  if (call?.provider !== provider) {
    await annotateLineFact(tx, fact, 'unknown_call')
    if (!call && event.type === 'leg-ended') {
      await buryUnknownLeg(tx, { id: event.legId, callId: event.callId, cause: event.cause, at: event.at, now })
    }
    return
  }
  const legs = await listLegs(tx, [call.id])
  const leg = legs.find((other) => other.id === event.legId)
  if (!leg) return annotateLineFact(tx, fact, 'unknown_leg')
  if (call.state === 'ended' && event.type === 'leg') await correctLateJoin(flow, call, legs, event)
  await moveLeg(flow, call, legs, leg, event)
}

async function moveLeg(flow: Flow, call: CallRow, legs: readonly LegRow[], leg: LegRow, told: LegEvent): Promise<void> {
  const event = told.type === 'leg' ? settlePlace(told, leg.role) : told
  const before = readStanding(leg)
  const after = applyLegFact(before, event)
  const vendorId = event.type === 'leg' ? event.vendorId : null
  const upAt = event.type === 'leg' && event.state === 'up' ? event.at : null
  const tellsMore = (vendorId !== null && vendorId !== leg.vendor_id) || (upAt !== null && leg.up_at === null)
  if (after.since === before.since && isSameStanding(before, after) && !tellsMore) return
  const saved = await saveStanding(flow.tx, leg, after, { vendorId, upAt, now: flow.now })
  if (isSameStanding(before, after) || call.state === 'ended') return
  const legsNow = legs.map((other) => (other.id === saved.id ? saved : other))
  await reactToLeg(flow, call, legsNow, saved)
}
