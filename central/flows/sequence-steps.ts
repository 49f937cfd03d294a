import type { Sequence } from '#central/calls/journal.ts'
import type { LineCommand } from '#central/telephony/adapter.ts'

export type SequenceSteps = { provider: string; commands: LineCommand[]; aboutLegId: string | null }

export function writeSteps(steps: SequenceSteps): string {
  return JSON.stringify(steps)
}

/** Our own JSON, written in the transaction that began the sequence: it parses or the database is broken. */
export function readSteps(sequence: Sequence): SequenceSteps {
  return JSON.parse(sequence.steps)
}
