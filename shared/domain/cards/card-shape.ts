import type { Group } from './digit-runs.ts'

/** How the brands print their numbers where it is not in equal parts. */
const PRINTED = ['4,6,5', '4,6,4', '6,13', '4,3,3,3']
/** How telephone and order numbers are grouped: three or four such groups may add up to a card's length. */
const OTHER_STARTS = ['3,3,4', '3,4,4', '3,7', '3,8', '2,4,4', '3,2', '4,2,2']
/** Signs that stand between two numbers of a list as well as within one. */
const LISTING = /[,/、，。|]/
const LINE_BREAK = /[\n\r\u2028\u2029]/

/** Whether groups of digits that together pass for a card are written as one number, and not as several. */
export function isWrittenAsOne(groups: readonly Group[], whole: boolean): boolean {
  if (groups.length <= 1) return true
  const gaps = groups.slice(1).map((group) => group.gap.trim() || group.gap)
  const listing = gaps.filter((gap) => LISTING.test(gap)).length
  if (listing > 0 && listing < gaps.length) return false
  const sizes = groups.map((group) => group.digits.length)
  if (isRegular(sizes) || isRegular(joinLines(groups))) return true
  if (sizes.reduce((sum, size) => sum + size, 0) < 14) return false
  if (groups.length === 2) return true
  const written = `${sizes.join(',')},`
  if (OTHER_STARTS.some((start) => written.startsWith(`${start},`))) return false
  return whole && new Set(gaps.map((gap) => (gap.trim() === '' ? ' ' : gap))).size === 1
}

/** Equal parts, of which the last may be shorter, or as a brand prints it. */
function isRegular(sizes: readonly number[]): boolean {
  const [first = 0] = sizes
  const last = sizes.at(-1) ?? 0
  return PRINTED.includes(sizes.join(',')) || (sizes.slice(0, -1).every((size) => size === first) && last <= first)
}

/** The sizes as they are when a line that broke within a group is joined again. */
function joinLines(groups: readonly Group[]): number[] {
  const sizes: number[] = []
  for (const { digits, gap } of groups) {
    if (sizes.length > 0 && LINE_BREAK.test(gap)) sizes.push((sizes.pop() ?? 0) + digits.length)
    else sizes.push(digits.length)
  }
  return sizes
}
