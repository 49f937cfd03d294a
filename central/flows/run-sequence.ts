import { findCall } from '#central/calls/call-rows.ts'
import { advanceSequence, closeSequence, type Sequence } from '#central/calls/journal.ts'
import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { concludeSequence } from './conclude-sequence.ts'
import type { FlowContext, SequenceResult } from './flow-context.ts'
import { readSteps } from './sequence-steps.ts'
import { waitFor } from './wait-for.ts'

/** A provider that asks to come back later is asked so often, no longer than so. */
const BUSY_TRIES = 3
const BUSY_WAIT_MS = 500

/**
 * Sends the rest of a journalled sequence to its line, one primitive after the other, after all earlier sequences of
 * the same call. Every step is idempotent by its command id, so running it again after a crash repeats harmlessly.
 */
export function runSequence(context: FlowContext, sequence: Sequence): Promise<SequenceResult> {
  return context.sequencer.run(sequence.callId, async () => {
    const result = await sendSteps(context, sequence)
    const state = result.ok ? 'done' : 'failed'
    const failure = result.ok ? null : result.failure.code
    const now = context.clock.now()
    // concluded first: should central die here, the last step and the conclusion are repeated, and both can bear it
    await concludeSequence(context, sequence, result)
    await closeSequence(context.db, sequence.id, { state, failure, now })
    return result
  })
}

async function sendSteps(context: FlowContext, sequence: Sequence): Promise<SequenceResult> {
  const { provider, commands } = readSteps(sequence)
  let missing: SequenceResult = { ok: true }
  for (let index = sequence.step; index < commands.length; index += 1) {
    const command = commands[index]
    if (!command) break
    const answer = await sendWanted(context, provider, command)
    if (!answer.ok) {
      const failed: SequenceResult = { ok: false, failure: answer, command }
      // what is to end may have ended: the other legs still have to
      if (command.op !== 'hang-up' || answer.code !== 'gone') return failed
      missing = failed
    }
    if (index < commands.length - 1) {
      await advanceSequence(context.db, { ...sequence, step: index }, context.clock.now())
    }
  }
  return missing
}

/** Whom an agent called and let go of before the line came to it, or before central was back: nobody rings them. */
async function sendWanted(context: FlowContext, provider: string, command: LineCommand): Promise<LineAnswer> {
  if (command.op === 'dial' && command.role === 'customer') {
    const call = await findCall(context.db, command.callId)
    if (!call || call.state === 'ended' || call.ended_by !== null) return { ok: false, code: 'gone' }
  }
  return sendCommand(context, provider, command)
}

async function sendCommand(context: FlowContext, provider: string, command: LineCommand): Promise<LineAnswer> {
  const line = context.lines.get(provider)
  if (!line) return { ok: false, code: 'vendor', detail: 'this line is not configured' }
  for (let attempt = 1; ; attempt += 1) {
    const answer = await tryCommand(context, line.do(command), command)
    if (answer.ok || answer.code !== 'busy' || attempt >= BUSY_TRIES) return answer
    await waitFor(context.clock, answer.retryAfterMs ?? BUSY_WAIT_MS)
  }
}

async function tryCommand(
  context: FlowContext,
  running: Promise<LineAnswer>,
  { commandId, op, callId }: LineCommand,
): Promise<LineAnswer> {
  try {
    return await running
  } catch (error) {
    context.log.error({ err: error, callId, commandId, op }, 'a line command threw')
    return { ok: false, code: 'vendor', detail: 'the line failed' }
  }
}
