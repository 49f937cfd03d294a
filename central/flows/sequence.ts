import { insertSequence, type Sequence, type SequenceName } from '#central/calls/journal.ts'
import type { LineCommand } from '#central/telephony/adapter.ts'
import { CallId } from '#shared/protocol/ids.ts'
import type { Flow } from './run-flow.ts'
import { writeSteps } from './sequence-steps.ts'

type WithoutKeys<T> = T extends unknown ? Omit<T, 'commandId' | 'callId'> : never
/** A line primitive on one leg of the call; its command id and call are filled in. */
export type Step = WithoutKeys<LineCommand>

export type NewSequence = {
  provider: string
  callId: string
  name: SequenceName
  steps: readonly Step[]
  /** the agent's leg that a `return` or `connect` is about: what follows concerns no later one */
  aboutLegId?: string
}

/**
 * Writes a sequence of line primitives into the journal, in the transaction that decided on it. Whoever called runs
 * it after the commit; a central that dies in between takes it up at its next start, with the same command ids.
 */
export async function journalSequence(
  flow: Flow,
  { provider, callId, name, steps, aboutLegId }: NewSequence,
): Promise<Sequence> {
  const id = flow.newId()
  const commands = steps.map((step, index): LineCommand => {
    const address = { callId: CallId.parse(callId), commandId: `${id}-${index}` }
    return { ...step, ...address }
  })
  const sequence: Sequence = {
    id,
    callId,
    name,
    steps: writeSteps({ provider, commands, aboutLegId: aboutLegId ?? null }),
    step: 0,
  }
  await insertSequence(flow.tx, { ...sequence, now: flow.now })
  return sequence
}

/** Journals a sequence and lets it run as soon as the transaction is durable. */
export async function startSequence(flow: Flow, sequence: NewSequence): Promise<void> {
  if (sequence.steps.length === 0) return
  const journalled = await journalSequence(flow, sequence)
  flow.afterCommit(async () => {
    await flow.context.runSequence(journalled)
  })
}
