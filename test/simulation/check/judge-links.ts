import { type Evidence, listWritings, mustStand } from './evidence.ts'

/** Who an interaction belongs to is what was said last; each move is in the history once and joins the one before. */
export function judgeLinks(evidence: Evidence): void {
  const { rows, fail } = evidence
  const links = [
    ...listWritings(evidence, 'interaction.link').map((writing) => ({ writing, ...writing.body })),
    ...listWritings(evidence, 'customer.create').flatMap((writing) =>
      writing.body.interactionId === null
        ? []
        : [{ writing, interactionId: writing.body.interactionId, customerId: writing.body.customerId }],
    ),
  ]
  links.sort((a, b) => a.writing.order - b.writing.order)
  for (const [interactionId, all] of Map.groupBy(links, (link) => link.interactionId)) {
    const [row] = rows('select customer_id from interaction where id = ?', interactionId)
    const moves = rows('select * from interaction_link_history where interaction_id = ? order by rowid', interactionId)
    for (const [index, move] of moves.entries()) {
      const before = moves[index - 1]
      if (before && before.to_customer_id !== move.from_customer_id)
        fail(`interaction ${interactionId} moved out of order`)
      if (!all.some((link) => link.customerId === move.to_customer_id)) fail(`a move of ${interactionId} was invented`)
    }
    const last = moves.at(-1)
    if (last && last.to_customer_id !== row?.customer_id)
      fail(`interaction ${interactionId} is not where it was moved to`)
    const desks = new Set(all.map(({ writing }) => writing.desk))
    const final = all.findLast(({ writing }) => mustStand(evidence, writing))
    const unsure = all.some(({ writing }) => writing.said === 'unknown')
    if (desks.size === 1 && !unsure && final && final.customerId !== row?.customer_id) {
      fail(`interaction ${interactionId} belongs to ${row?.customer_id}, last said was ${final.customerId}`)
    }
  }
}
