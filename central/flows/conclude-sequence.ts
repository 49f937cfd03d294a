import { lockCall, updateCall } from '#central/calls/call-rows.ts'
import type { Sequence } from '#central/calls/journal.ts'
import type { LineCommand } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { applyLineEvent } from './apply-line-event.ts'
import { failConsult } from './consult/end-consult.ts'
import { failJoin } from './fail-join.ts'
import type { FlowContext, SequenceResult } from './flow-context.ts'
import { failHandingOn, takeBack } from './follow-handed-on.ts'
import { failMonitor } from './monitor/end-monitor.ts'
import { settlePark } from './park/park-call.ts'
import { failRecording, forgetAsked, loseRecording } from './recording/fail-recording.ts'
import { returnToQueue } from './return-call.ts'
import { runFlow } from './run-flow.ts'
import { startSequence } from './sequence.ts'
import { readSteps } from './sequence-steps.ts'
import { setDue } from './set-due.ts'

const TURN_AWAY_AGAIN_MS = 10_000

/** What follows from how a sequence ended: known by its name, so that a resumed one ends the same way. */
export async function concludeSequence(
  context: FlowContext,
  sequence: Sequence,
  result: SequenceResult,
): Promise<void> {
  if (!result.ok) {
    const { code, detail } = result.failure
    const { callId, name } = sequence
    const isWanted = code === 'gone' && result.command.op === 'hang-up'
    if (!isWanted)
      context.log.warn({ callId, sequence: name, op: result.command.op, code, detail }, 'the line refused a step')
    // the provider says a leg is no more: the same as if it had reported the end
    if (code === 'gone' && !isUndialled(sequence, result.command)) await reportGone(context, sequence, result.command)
  }
  switch (sequence.name) {
    case 'connect':
    case 'join':
      if (!result.ok && result.failure.code !== 'gone')
        await runFlow(context, (flow) => failJoin(flow, sequence.callId, readSteps(sequence).aboutLegId))
      return
    case 'return':
      await returnToQueue(context, sequence.callId, readSteps(sequence).aboutLegId)
      return
    case 'park':
      await settlePark(context, sequence.callId, result)
      return
    case 'turn-away':
      if (!result.ok && result.failure.code !== 'gone') await hangUpInstead(context, sequence, result.command)
      return
    case 'voicemail':
      // who is gone when a crash is over may have left it before: what became of it is asked once the call is over
      if (!result.ok && result.failure.code !== 'gone') {
        await failRecording(context, sequence)
        await hangUpInstead(context, sequence, result.command)
      }
      return
    case 'hang-up':
      if (!result.ok && result.failure.code !== 'gone') await forgetHangUp(context, sequence.callId)
      return
    case 'consult':
      if (!result.ok && result.failure.code !== 'gone')
        await failConsult(context, sequence.callId, readSteps(sequence).aboutLegId)
      return
    case 'monitor':
      if (!result.ok && result.failure.code !== 'gone')
        await failMonitor(context, sequence.callId, readSteps(sequence).aboutLegId)
      return
    case 'hand-on':
      if (!result.ok && !(result.failure.code === 'gone' && result.command.op === 'hang-up'))
        await failHandingOn(context, sequence, result.command)
      return
    case 'redial':
      if (!result.ok && result.failure.code !== 'gone') await loseDialled(context, sequence)
      return
    case 'dial-out':
      if (!result.ok && (result.failure.code !== 'gone' || isUndialled(sequence, result.command)))
        await loseDialled(context, sequence)
      return
    case 'record':
      // who is gone when a crash is over may have been recorded before: what became of it is asked once the call is over
      if (!result.ok && result.failure.code !== 'gone') await failRecording(context, sequence)
      return
    case 'stop-recording':
      // what the line would not end now it is asked to end again
      if (!result.ok && result.failure.code === 'wrong_state') await loseRecording(context, sequence)
      return
    case 'settle-recording':
      if (!result.ok && (result.failure.code === 'wrong_state' || result.failure.code === 'gone'))
        await loseRecording(context, sequence)
      return
    case 'pause-recording':
    case 'resume-recording':
      if (!result.ok) await forgetAsked(context, sequence)
      return
    case 'greet':
    case 'rearrange':
    case 'hold':
    case 'resume':
    case 'mute':
      return
    default:
      sequence.name satisfies never
  }
}

/** A number that the line did not even begin to dial: its leg never was, and did not end as a conversation does. */
function isUndialled(sequence: Sequence, command: LineCommand): boolean {
  return sequence.name === 'dial-out' && command.op === 'dial'
}

/**
 * The line would not dial whom it was told to, a console that is back or a number: that leg is no more. One that was
 * not heard of may ring all the same: it is hung up.
 */
async function loseDialled(context: FlowContext, sequence: Sequence): Promise<void> {
  const { provider, aboutLegId } = readSteps(sequence)
  if (aboutLegId === null) return
  const { callId } = sequence
  const legId = LegId.parse(aboutLegId)
  await applyLineEvent(context, provider, {
    ...{ type: 'leg-ended', at: context.clock.now(), key: `failed-${sequence.id}` },
    ...{ callId: CallId.parse(callId), legId, cause: 'failed', vendorCause: null, durationMs: null },
  })
  const steps = [{ op: 'hang-up' as const, legId, cause: 'canceled' as const }]
  await runFlow(context, (flow) => startSequence(flow, { provider, callId, name: 'rearrange', steps }))
}

async function reportGone(context: FlowContext, sequence: Sequence, { commandId, callId, legId }: LineCommand) {
  await applyLineEvent(context, readSteps(sequence).provider, {
    type: 'leg-ended',
    at: context.clock.now(),
    key: `gone-${commandId}`,
    callId,
    legId,
    cause: 'normal',
    vendorCause: null,
    durationMs: null,
  })
}

/** The words could not be said, or no message taken: the caller is not left on a line that nobody will ever take. */
async function hangUpInstead(context: FlowContext, sequence: Sequence, { legId }: LineCommand): Promise<void> {
  const { provider } = readSteps(sequence)
  const steps = [{ op: 'hang-up' as const, legId, cause: 'normal' as const }]
  await runFlow(context, (flow) => startSequence(flow, { provider, callId: sequence.callId, name: 'hang-up', steps }))
}

/**
 * The line would not hang up: the call goes on. An agent may try again; a caller who was to be sent away waits in
 * line as before, and is sent away again a little later.
 */
async function forgetHangUp(context: FlowContext, callId: string): Promise<void> {
  await runFlow(context, async (flow) => {
    const call = await lockCall(flow.tx, callId)
    if (!call || call.state === 'ended' || call.ended_by === null) return
    const living = await updateCall(flow.tx, call, { ended_by: null })
    // whoever it was handed on to has left, and no agent is there to try again
    if (call.state === 'handed_on') return takeBack(flow, living)
    if (call.ended_by !== 'queue') return
    const dueAt = flow.now + TURN_AWAY_AGAIN_MS
    await setDue(flow, 'max-wait', callId, dueAt)
  })
}
