import type { ErrorCode } from '#shared/protocol/error.ts'
import type { CheckedNumber } from '#shared/protocol/view/dialling.ts'

/** What the line under the dial field says of what was typed. */
export type Verdict =
  | { kind: 'nothing' }
  | { kind: 'looking' }
  | { kind: 'refused'; code: ErrorCode }
  | { kind: 'help' }
  | { kind: 'known'; names: string[] }
  | { kind: 'stranger'; country: string | null }

/** Whether a press may call: central has been asked, and said nothing against it. */
export function canBeCalled(verdict: Verdict): boolean {
  return verdict.kind !== 'looking' && verdict.kind !== 'refused'
}

/** `called`: of exactly what was typed, null while it is looked up. Unfinished numbers are not scolded. */
export function readVerdict(typed: string, called: CheckedNumber | null): Verdict {
  if ((typed.match(/[\d\uFF10-\uFF19]/g) ?? []).length < 3) return { kind: 'nothing' }
  if (called === null) return { kind: 'looking' }
  if (called.refused !== null) return { kind: 'refused', code: called.refused }
  if (called.kind === 'emergency') return { kind: 'help' }
  if (called.candidates.length > 0) return { kind: 'known', names: called.candidates.map(({ name }) => name) }
  return { kind: 'stranger', country: called.country }
}
