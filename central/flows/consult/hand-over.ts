import { toCallFacts } from '#central/calls/call-facts.ts'
import { type CallRow, updateCall } from '#central/calls/call-rows.ts'
import { type ConsultRow, updateConsult } from '#central/calls/consult-rows.ts'
import { type LegRow, listLegs, makeAgentLeg } from '#central/calls/leg-rows.ts'
import { findRecordingOfCall } from '#central/calls/recording-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { beginAway } from '#central/flows/away/away.ts'
import { beginWrapUp } from '#central/flows/begin-wrap-up.ts'
import { readLineControls } from '#central/flows/line-controls.ts'
import { dropMonitor } from '#central/flows/monitor/end-monitor.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { assignInteraction } from '#central/interactions/assign-interaction.ts'
import { readQueue } from '#central/routing/queues.ts'
import { CallId, InteractionId, UserId } from '#shared/protocol/ids.ts'
import { tellConsult } from './tell-consult.ts'

/** The call is whose who was asked from here on; who asked is in wrap-up. The line follows. */
export async function handOver(
  flow: Flow,
  { call, consult, target }: { call: CallRow; consult: ConsultRow; target: LegRow },
): Promise<CallRow> {
  const over = await updateConsult(flow.tx, consult, { ended_at: flow.now, outcome: 'completed' })
  const isAway = await cancelTimer(flow.tx, 'consult-away', call.id)
  await tellConsult(flow, call, over)
  await releaseOwner(flow, call)
  if (consult.to_user_id === null) return leaveToOutside(flow, call)
  const theirs = await giveCall(flow, call, { userId: UserId.parse(consult.to_user_id), legId: target.id })
  return isAway ? beginAway(flow, theirs) : theirs
}

/** Somebody who is on the call already has it from here on; nobody else does any more. */
export async function giveCall(
  flow: Flow,
  call: CallRow,
  { userId, legId }: { userId: UserId; legId: string },
): Promise<CallRow> {
  const theirs = await updateCall(flow.tx, call, {
    ...{ agent_id: userId, ...keepFirstAnswer(call), answered_at: flow.now },
    // their telephone is another one
    ...{ away_since: null, away_parked_at: null, parked_by: null, parked_at: null },
    // talk and hold are counted for whoever has the call now
    ...{ held_ms: 0, held_since: call.held_since === null ? null : flow.now },
  })
  await makeAgentLeg(flow.tx, legId)
  await assignInteraction(flow.tx, { id: InteractionId.parse(call.interaction_id), userId })
  const controls = readLineControls(flow.context.lines, call.provider)
  const recording = await findRecordingOfCall(flow.tx, call.id)
  const facts = toCallFacts(theirs, await listLegs(flow.tx, [call.id]), {
    userId,
    controls,
    consult: null,
    monitor: null,
    recording,
  })
  await flow.emit(userId, { type: 'call.answered', call: facts })
  return theirs
}

/** The agent who has the call leaves it to somebody else: their part ends with its own wrap-up. */
export async function releaseOwner(flow: Flow, call: CallRow): Promise<void> {
  await dropMonitor(flow, call, 'agent_gone')
  const userId = UserId.parse(call.agent_id)
  const callId = CallId.parse(call.id)
  await flow.emit(userId, { type: 'call.left', callId, at: flow.now, why: 'transferred' })
  const talkMs = call.answered_at === null ? 0 : Math.max(0, flow.now - call.answered_at)
  const queue = call.queue_id === null ? null : await readQueue(flow.tx, call.queue_id)
  await beginWrapUp(flow, call, userId, { queue, talkMs, handedOn: true })
}

/** The customer talks to somebody who is not one of ours; a hold of this agent's is over. */
export function leaveToOutside(flow: Flow, call: CallRow): Promise<CallRow> {
  const held = call.held_since === null ? 0 : Math.max(0, flow.now - call.held_since)
  return updateCall(flow.tx, call, {
    ...{ state: 'handed_on', agent_id: null, held_since: null, held_ms: call.held_ms + held },
  })
}

/** A call was handled by whoever spoke first, whatever becomes of it with the next one. */
function keepFirstAnswer(call: CallRow): { first_answered_at: number | null } {
  return { first_answered_at: call.first_answered_at ?? call.answered_at }
}

/** Nobody has the call now; with the conversation that is over goes its hold, and who had parked it. */
export function takenBack(call: CallRow) {
  const none = { answered_at: null, held_since: null, held_ms: 0, parked_by: null, parked_at: null }
  return { ...keepFirstAnswer(call), ...none }
}
