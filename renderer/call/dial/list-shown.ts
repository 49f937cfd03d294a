import type { QueueId } from '#shared/protocol/ids.ts'
import type { DiallingChoice } from '#shared/protocol/view/dialling.ts'

/** A queue to call for and the number of it that is shown. */
export type Shown = { queueId: QueueId; from: string }

export function listShown(choices: readonly DiallingChoice[]): Shown[] {
  return choices.flatMap(({ queueId, numbers }) => numbers.map((from) => ({ queueId, from })))
}

export const writeShown = ({ queueId, from }: Shown) => `${queueId} ${from}`
