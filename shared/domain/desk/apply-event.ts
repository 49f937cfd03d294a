import type { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import {
  addOffer,
  answerCall,
  changeConsult,
  changeLeg,
  changeMonitor,
  changeRecording,
  changeState,
  endCall,
  endOffer,
  extendWrapUp,
  finishWrapUp,
  leaveCall,
  startWrapUp,
} from './apply-call-facts.ts'
import { changeTask, linkInteraction } from './apply-record-facts.ts'

/** How a delivered event stands to a projection: seen before, the very next, or one that shows a gap. */
export function placeEvent(projection: Snapshot, delivered: DeliveredEvent): 'known' | 'next' | 'gap' {
  if (delivered.seq <= projection.seq) return 'known'
  return delivered.seq === projection.seq + 1 ? 'next' : 'gap'
}

/**
 * The projection after one event. The same object comes back when the event is already known or when events
 * before it are missing (ask `placeEvent` first): a gap is never applied, for the reducer would draw a wrong desk.
 */
export function applyEvent(projection: Snapshot, delivered: DeliveredEvent): Snapshot {
  if (placeEvent(projection, delivered) !== 'next') return projection
  const changed = applyFact(projection, delivered)
  return { ...changed, seq: delivered.seq, takenAt: Math.max(projection.takenAt, delivered.at) }
}

function applyFact(projection: Snapshot, { event, attached }: DeliveredEvent): Snapshot {
  switch (event.type) {
    case 'agent.state-changed':
      return changeState(projection, event.state, event.next)
    case 'call.offered':
      return addOffer(projection, event.offer, attached?.ring)
    case 'offer.ended':
      return endOffer(projection, event.offerId, event.reason)
    case 'call.answered':
    case 'call.dialed':
      return answerCall(projection, event.call, attached?.ring)
    case 'leg.changed':
      return changeLeg(projection, event)
    case 'call.consult-changed':
      return changeConsult(projection, event)
    case 'call.monitor-changed':
      return changeMonitor(projection, event.callId, event.monitor)
    case 'call.recording-changed':
      return changeRecording(projection, event.callId, event.recording)
    case 'call.left':
      return leaveCall(projection, event.callId, event.why)
    case 'call.ended':
      return endCall(projection, event.callId)
    case 'wrap-up.started':
      return startWrapUp(projection, event.wrapUp, attached?.ring)
    case 'wrap-up.extended':
      return extendWrapUp(projection, event.wrapUpId, event.dueAt, event.extensionsLeft)
    case 'wrap-up.finished':
      return finishWrapUp(projection, event.wrapUpId)
    case 'interaction.linked':
      return linkInteraction(projection, event.interactionId, event.customerId, attached?.card)
    case 'task.changed':
      return changeTask(projection, event.taskId, attached?.task)
    case 'conflict.found':
      // Conflicts are read from the work list; the event itself moves nothing on the desk.
      return projection
    default:
      return event satisfies never
  }
}
