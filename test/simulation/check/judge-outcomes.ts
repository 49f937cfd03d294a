import { type Evidence, listWritings, mustStand, type Row } from './evidence.ts'

/** Every outcome is recorded once, each desk's in the order it was written, and the last one is the current one. */
export function judgeOutcomes(evidence: Evidence): void {
  const { rows, fail } = evidence
  const written = Map.groupBy(
    listWritings(evidence, 'interaction.dispose'),
    ({ user, body }) => `${body.interactionId} by ${user}`,
  )
  const stored = Map.groupBy(
    rows('select rowid, * from disposition order by rowid'),
    (row) => `${row.interaction_id} by ${row.user_id}`,
  )
  for (const [key, writings] of written) {
    const found = (stored.get(key) ?? []).map((row) => String(row.code))
    stored.delete(key)
    const sure = writings.filter((writing) => mustStand(evidence, writing))
    const most = countByCode(writings.map(({ body }) => body.code))
    const least = countByCode(sure.map(({ body }) => body.code))
    const counts = countByCode(found)
    for (const code of new Set([...most.keys(), ...counts.keys()])) {
      const count = counts.get(code) ?? 0
      if (count < (least.get(code) ?? 0)) fail(`an outcome ${code} of ${key} was saved and is lost`)
      if (count > (most.get(code) ?? 0))
        fail(`an outcome ${code} of ${key} is there ${count} times, more than was written`)
    }
    for (const [desk, own] of Map.groupBy(sure, (writing) => writing.desk)) {
      if (
        !isInOrder(
          own.map(({ body }) => body.code),
          found,
        )
      )
        fail(`outcomes of ${key} from ${desk} are out of order`)
    }
  }
  for (const key of stored.keys()) fail(`outcomes of ${key} were invented`)
  for (const [interactionId, all] of Map.groupBy(rows('select * from disposition order by rowid'), readInteraction)) {
    const current = all.filter((row) => row.corrected_at === null)
    if (current.length !== 1 || current[0] !== all.at(-1)) {
      fail(`interaction ${interactionId} has ${current.length} current outcomes, or not the last one`)
    }
  }
}

const readInteraction = (row: Row) => String(row.interaction_id)

function countByCode(codes: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return counts
}

/** Whether `part` can be read out of `whole` from left to right. */
export function isInOrder(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0
  for (const item of whole) if (item === part[at]) at += 1
  return at === part.length
}
