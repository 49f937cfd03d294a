/**
 * What order and case numbers are looked up by: lower case, no hyphens, no leading letters, so that `SO-2026-0451`
 * is found by `so-2026-0451`, `SO2026` and `20260451`. The index is on this very expression: queries must repeat it
 * letter by letter.
 */
export const keyOfNumber = `ltrim(lower(replace(number, '-', '')), 'abcdefghijklmnopqrstuvwxyz')`

/** The same rule for what a person typed. Empty when nothing but letters was typed. */
export function readKeyOfNumber(typed: string): string {
  return typed
    .toLowerCase()
    .replaceAll('-', '')
    .replace(/^[a-z]+/, '')
}
