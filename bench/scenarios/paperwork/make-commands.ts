import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'

/** How many go into the outbox together: what one act of an agent holds at most. */
const TOGETHER = 20

/**
 * What a week of calls leaves: of ten commands seven are notes and three outcomes. `round` keeps the ids of two runs
 * apart.
 */
export function makeCommands(interactions: readonly string[], count: number, round: string): PaperworkBody[][] {
  const acts: PaperworkBody[][] = []
  for (let from = 0; from < count; from += TOGETHER) {
    const size = Math.min(TOGETHER, count - from)
    acts.push(Array.from({ length: size }, (_, index) => makeCommand(interactions, from + index, round)))
  }
  return acts
}

function makeCommand(interactions: readonly string[], n: number, round: string): PaperworkBody {
  const interactionId = interactions[n % interactions.length]
  if (n % 10 >= 7) {
    const outcome = { type: 'interaction.dispose', code: 'no_action', reasonCode: null, followUp: null }
    return PaperworkBody.parse({ ...outcome, interactionId })
  }
  const text = `${n}: the parcel was held at the depot, promised for tomorrow before noon. 客户希望上午联系，已约定回访时间。`
  return PaperworkBody.parse({
    type: 'interaction.note',
    interactionId,
    noteId: `note-${round}-${n}`,
    revision: 1,
    text,
  })
}
