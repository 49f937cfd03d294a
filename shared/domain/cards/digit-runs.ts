import { UNSEEN } from './fold-digits.ts'

/** Digits without anything visible between them. `at` are their places in the text, `gap` is what stands before. */
export type Group = { digits: string; at: number[]; gap: string }

/** Groups of digits with nothing but separators between them; the first group's gap is ''. */
export type Run = { groups: Group[]; from: number; to: number }

/** What people put between the groups of a number, and where they break the line. */
const SEPARATORS = `\\s${UNSEEN}.,\\-‐-―−_·/|()\\[\\]、，。`
/** Longer gaps than this join nothing. */
const MOST_GAP = 16
const RUN = new RegExp(`\\d(?:[${SEPARATORS}]{0,${MOST_GAP}}\\d)*`, 'g')
const GROUP = new RegExp(`([^\\d]*)(\\d(?:${UNSEEN}*\\d)*)`, 'g')
const ONLY_SEPARATORS = new RegExp(`^[${SEPARATORS}]{0,${MOST_GAP}}$`)

/** All runs of a folded text, from left to right. */
export function listRuns(folded: string): Run[] {
  return [...folded.matchAll(RUN)].map((match) => ({
    groups: splitGroups(match[0], match.index),
    from: match.index,
    to: match.index + match[0].length,
  }))
}

/** Whether a number may go on over this part of a folded text: nothing in it but separators, and not too many. */
export function isGap(part: string): boolean {
  return ONLY_SEPARATORS.test(part)
}

function splitGroups(run: string, from: number): Group[] {
  return [...run.matchAll(GROUP)].map((match) => {
    const [, gap = '', body = ''] = match
    const start = from + match.index + gap.length
    const at = [...body].flatMap((sign, place) => (sign === UNSEEN ? [] : [start + place]))
    return { digits: body.replaceAll(UNSEEN, ''), at, gap: gap.replaceAll(UNSEEN, '') }
  })
}
