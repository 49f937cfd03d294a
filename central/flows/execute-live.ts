import { listOpenWrapUps } from '#central/calls/wrap-up-rows.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { LiveAnswer } from '#shared/protocol/envelope.ts'
import { accept, type Outcome } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { answerCall } from './answer-call.ts'
import { attachPhone, detachPhone, rejoinCall } from './away/steer-away.ts'
import { leaveConsult, muteConsulted } from './consult/as-consulted.ts'
import { beginConsult } from './consult/begin-consult.ts'
import { cancelConsult, completeConsult, mergeConsult, swapConsult } from './consult/steer-consult.ts'
import { cancelDialling } from './dial-out/cancel-dialling.ts'
import { dialNumber } from './dial-out/dial-number.ts'
import { declineCall } from './end-offer.ts'
import { extendWrapUp } from './extend-wrap-up.ts'
import { runInPlace } from './fence-flow.ts'
import { stopMonitor } from './monitor/end-monitor.ts'
import { monitorCall } from './monitor/monitor-call.ts'
import { takeOverCall } from './monitor/take-over.ts'
import { parkCall } from './park/park-call.ts'
import { pickUpCall } from './park/pick-up.ts'
import { pressKeys } from './press-keys.ts'
import { pauseRecording, resumeRecording } from './recording/steer-recording.ts'
import type { FlowContext } from './run-flow.ts'
import { setAgentState } from './set-agent-state.ts'
import { type CallTarget, hangUpCall, holdCall, muteCall, resumeCall } from './steer-call.ts'
import { transferCall } from './transfer-call.ts'
import { claimVoicemail } from './voicemail/claim-voicemail.ts'

/**
 * Does what a desk commands now, or says why not. Only the desk with the newest fence steers. The answer is not the
 * change: that comes down as an event.
 */
export async function executeLive(
  context: FlowContext,
  { userId, fence, command }: { userId: UserId; fence: number; command: LiveCommand },
): Promise<LiveAnswer> {
  const outcome = await runInPlace(context, { userId, fence }, (fenced) => execute(fenced, userId, command))
  return outcome.ok ? { ok: true } : outcome
}

function execute(context: FlowContext, userId: UserId, command: LiveCommand): Promise<Outcome<null>> {
  switch (command.type) {
    case 'agent.set-state':
      return setAgentState(context, userId, command.state)
    case 'call.answer':
      return answerCall(context, { userId, offerId: command.offerId })
    case 'call.decline':
      return declineCall(context, { userId, offerId: command.offerId, reason: command.reason })
    case 'call.hold':
      return holdCall(context, { userId, callId: command.callId })
    case 'call.resume':
      return resumeCall(context, { userId, callId: command.callId })
    case 'call.mute':
      return mute(context, { userId, callId: command.callId, on: true })
    case 'call.unmute':
      return mute(context, { userId, callId: command.callId, on: false })
    case 'call.hang-up':
      return hangUp(context, { userId, callId: command.callId })
    case 'call.consult':
      return beginConsult(context, { userId, callId: command.callId, to: command.to })
    case 'call.swap':
      return swapConsult(context, { userId, callId: command.callId })
    case 'call.merge':
      return mergeConsult(context, { userId, callId: command.callId })
    case 'call.complete':
      return onceDone(context, { userId, callId: command.callId }, completeConsult)
    case 'call.cancel-consult':
      return cancelConsult(context, { userId, callId: command.callId })
    case 'call.transfer':
      return onceDone(context, { userId, callId: command.callId, to: command.to }, transferCall)
    case 'call.dial':
      return dialNumber(context, { ...command, userId })
    case 'call.park':
      return parkCall(context, { userId, callId: command.callId })
    case 'call.pick-up':
      return pickUpCall(context, { userId, callId: command.callId })
    case 'call.keypad':
      return pressKeys(context, { userId, callId: command.callId, digits: command.digits })
    case 'call.pause-recording':
      return pauseRecording(context, { userId, callId: command.callId })
    case 'call.resume-recording':
      return resumeRecording(context, { userId, callId: command.callId })
    case 'call.detach':
      return detachPhone(context, { userId, callId: command.callId })
    case 'call.attach':
      return attachPhone(context, { userId, callId: command.callId })
    case 'call.rejoin':
      return rejoinCall(context, { userId, callId: command.callId })
    case 'call.monitor':
      return monitorCall(context, { userId, callId: command.callId, mode: command.mode })
    case 'call.stop-monitor':
      return stopMonitor(context, { userId, callId: command.callId })
    case 'call.take-over':
      return takeOverCall(context, { userId, callId: command.callId })
    case 'voicemail.take':
      return claimVoicemail(context, { userId, taskId: command.taskId })
    case 'wrap-up.extend':
      return extendWrapUp(context, { userId, wrapUpId: command.wrapUpId })
    default:
      return command satisfies never
  }
}

/** A second click is what the first was: who has just handed the call on is writing it up. */
async function onceDone<T extends CallTarget>(
  context: FlowContext,
  target: T,
  handOn: (context: FlowContext, target: T) => Promise<Outcome<null>>,
): Promise<Outcome<null>> {
  const outcome = await handOn(context, target)
  if (!isSomebodyElses(outcome)) return outcome
  const wrapUps = await listOpenWrapUps(context.db, target.userId)
  return wrapUps.some((one) => one.call_id === target.callId) ? accept(null) : outcome
}

/** Whoever is asked about a call, or supervises it, ends their own line of it. */
async function hangUp(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  const owned = await hangUpCall(context, target)
  // a call that was only begun has no customer's leg yet
  if (!owned.ok && owned.refusal.code === 'call_wrong_state') return cancelDialling(context, target)
  const asked = isSomebodyElses(owned) ? await leaveConsult(context, target) : owned
  return isSomebodyElses(asked) ? stopMonitor(context, target) : asked
}

async function mute(context: FlowContext, target: CallTarget & { on: boolean }): Promise<Outcome<null>> {
  const outcome = await muteCall(context, target)
  return isSomebodyElses(outcome) ? muteConsulted(context, target) : outcome
}

function isSomebodyElses(outcome: Outcome<null>): boolean {
  return !outcome.ok && outcome.refusal.code === 'call_not_found'
}
