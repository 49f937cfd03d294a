import { listRuns } from './digit-runs.ts'
import { foldDigits } from './fold-digits.ts'

/** The digits of every number in a text that has at least this many, without what stands between them. */
export function listLongNumbers(text: string, least: number): string[] {
  return listRuns(foldDigits(text))
    .map((run) => run.groups.map((group) => group.digits).join(''))
    .filter((digits) => digits.length >= least)
}
