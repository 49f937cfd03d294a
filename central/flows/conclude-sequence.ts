import type { Sequence } from '#central/calls/journal.ts'
import type { LineCommand } from '#central/telephony/adapter.ts'
import { applyLineEvent } from './apply-line-event.ts'
import { failJoin } from './fail-join.ts'
import type { FlowContext, SequenceResult } from './flow-context.ts'
import { returnToQueue } from './return-call.ts'
import { readSteps } from './sequence-steps.ts'

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
    if (code === 'gone') await reportGone(context, sequence, result.command)
  }
  switch (sequence.name) {
    case 'connect':
    case 'join':
      if (!result.ok && result.failure.code !== 'gone')
        await failJoin(context, sequence.callId, readSteps(sequence).aboutLegId)
      return
    case 'return':
      await returnToQueue(context, sequence.callId, readSteps(sequence).aboutLegId)
      return
    case 'greet':
    case 'turn-away':
    case 'hold':
    case 'resume':
    case 'mute':
    case 'hang-up':
      return
    default:
      sequence.name satisfies never
  }
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
