import { type CallRow, lockCall, updateCall } from '#central/calls/call-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { takenBack } from '#central/flows/consult/hand-over.ts'
import { moveAgentBy } from '#central/flows/move-agent.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import type { Step } from '#central/flows/sequence.ts'
import { setDue } from '#central/flows/set-due.ts'
import { backInLine, FIRST_IN_LINE } from '#central/flows/wait-in-line.ts'
import { assignInteraction } from '#central/interactions/assign-interaction.ts'
import { readQueue } from '#central/routing/queues.ts'
import { movePark, PARK_LIMIT_MS, readPark } from '#shared/domain/call/park.ts'
import { CallId, InteractionId, LegId, UserId } from '#shared/protocol/ids.ts'

/** Whoever picked it up does not have it: it is parked as before, its time runs on, and is over when it was. */
export async function putBack(flow: Flow, call: CallRow, why: 'failed' | 'let_go'): Promise<void> {
  // they have not said a word: the conversation, and what was recorded of it, stays theirs who parked it
  if (call.parked_by !== null) {
    const id = InteractionId.parse(call.interaction_id)
    await assignInteraction(flow.tx, { id, userId: UserId.parse(call.parked_by) })
  }
  const after = movePark('picking', why, { parkedAt: call.parked_at, now: flow.now })
  if (after !== 'parked' || call.parked_at === null) return goInLine(flow, call)
  await setDue(flow, 'park-return', call.id, call.parked_at + PARK_LIMIT_MS)
  await updateCall(flow.tx, call, { state: 'parked', agent_id: null })
}

/** Nobody has picked it up in all this time. One that is being picked up is looked at when that comes to nothing. */
export async function returnParked(flow: Flow, callId: string): Promise<void> {
  const call = await lockCall(flow.tx, callId)
  const state = call && readPark(call)
  if (!call || state === null || call.ended_by !== null) return
  const stay = { parkedAt: call.parked_at, now: flow.now }
  if (movePark(state, 'time_is_up', stay) === 'in_line') await goInLine(flow, call)
}

/** Who was put aside talked already: before everybody who waits. */
async function goInLine(flow: Flow, call: CallRow): Promise<void> {
  if (call.queue_id === null) return
  await forgetParked(flow, call)
  const first = { state: 'queued' as const, agent_id: null, queue_position_at: FIRST_IN_LINE }
  const waiting = await updateCall(flow.tx, call, { ...takenBack(call), ...first })
  await backInLine(flow, waiting, await readQueue(flow.tx, call.queue_id))
}

/** Nothing is due for it any more. */
export async function forgetParked(flow: Flow, call: CallRow): Promise<void> {
  if (call.parked_by !== null) await cancelTimer(flow.tx, 'park-return', call.id)
}

/** Who picks it up changes their mind while their own telephone rings. Answers what the line has to do for it. */
export async function letGo(flow: Flow, call: CallRow, agentLeg: LegRow): Promise<Step[]> {
  const userId = UserId.parse(call.agent_id)
  await cancelTimer(flow.tx, 'join', call.id)
  await flow.emit(userId, { type: 'call.left', callId: CallId.parse(call.id), at: flow.now, why: 'released' })
  await putBack(flow, call, 'let_go')
  await moveAgentBy(flow, userId, { type: 'call-left', wrapUpId: null })
  if (agentLeg.state === 'ended') return []
  return [{ op: 'hang-up', legId: LegId.parse(agentLeg.id), cause: 'canceled' }]
}
