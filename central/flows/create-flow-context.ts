import { createIdSource } from '#shared/domain/id-source.ts'
import { createDueHint } from './due-hint.ts'
import type { FlowContext } from './flow-context.ts'
import { runSequence } from './run-sequence.ts'
import { createSequencer } from './sequencer.ts'

/** Everything that boot has to bring; ids, the order of line commands and their journal come from here. */
export type FlowParts = Omit<FlowContext, 'newId' | 'sequencer' | 'due' | 'guard' | 'runSequence'>

export function createFlowContext(parts: FlowParts): FlowContext {
  const context: FlowContext = {
    ...parts,
    newId: createIdSource(parts.clock, parts.random),
    sequencer: createSequencer(),
    due: createDueHint(),
    runSequence: (sequence) => runSequence(context, sequence),
  }
  return context
}
