import type { Draft } from '#shared/protocol/desk-port.ts'
import type { Evidence } from './evidence.ts'

/** Of every draft the newest revision that was called saved is there, unless it was dropped after that. */
export function judgeDrafts(
  { ledger, fail }: Pick<Evidence, 'ledger' | 'fail'>,
  kept: ReadonlyMap<string, Draft[]>,
): void {
  for (const [place, acts] of Map.groupBy(ledger.drafts, (act) => `${act.desk} ${act.key}`)) {
    const desk = acts[0]?.desk ?? ''
    const drafts = kept.get(desk)
    if (!drafts) continue
    const lastDrop = acts.findLastIndex((act) => 'dropped' in act && act.said !== 'refused')
    const since = acts.slice(lastDrop + 1).flatMap((act) => ('dropped' in act ? [] : [act]))
    const isUnsure = acts.some((act) => 'dropped' in act && act.said === 'unknown')
    const draft = drafts.find(({ key }) => `${desk} ${key}` === place)
    const saved = since.filter((act) => act.said === 'saved')
    const newest = saved.reduce((most, act) => Math.max(most, act.revision), 0)
    if (saved.length > 0 && !draft) fail(`the draft ${place} was saved and is lost`)
    if (!draft) continue
    const written = acts.find(
      (act) =>
        !('dropped' in act) &&
        act.revision === draft.revision &&
        JSON.stringify(act.fields) === JSON.stringify(draft.fields),
    )
    if (!written) fail(`the draft ${place} says what nobody typed`)
    if (draft.revision < newest) fail(`the draft ${place} fell back from revision ${newest} to ${draft.revision}`)
    if (since.length === 0 && !isUnsure) fail(`the draft ${place} was dropped and is back`)
  }
}
