import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { LiveAnswer } from '#shared/protocol/envelope.ts'
import type { Outcome } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { answerCall } from './answer-call.ts'
import { declineCall } from './end-offer.ts'
import { extendWrapUp } from './extend-wrap-up.ts'
import { runInPlace } from './fence-flow.ts'
import type { FlowContext } from './run-flow.ts'
import { setAgentState } from './set-agent-state.ts'
import { hangUpCall, holdCall, muteCall, resumeCall } from './steer-call.ts'

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
      return muteCall(context, { userId, callId: command.callId, on: true })
    case 'call.unmute':
      return muteCall(context, { userId, callId: command.callId, on: false })
    case 'call.hang-up':
      return hangUpCall(context, { userId, callId: command.callId })
    case 'wrap-up.extend':
      return extendWrapUp(context, { userId, wrapUpId: command.wrapUpId })
    default:
      return command satisfies never
  }
}
