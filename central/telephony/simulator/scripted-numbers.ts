import type { PhoneBehaviour } from './caller.ts'

const SECOND = 1_000

/** What telephones outside do when they are dialled on the simulated network, by the last four digits. */
const byEnding: Record<string, PhoneBehaviour> = {
  '0001': { kind: 'busy' },
  '0002': { kind: 'never' },
  '0003': { kind: 'unreachable' },
  '0005': { kind: 'rejected' },
  '0006': { kind: 'picks-up', afterMs: 2 * SECOND, isMachine: true },
  '0004': { kind: 'picks-up', afterMs: 2 * SECOND, talksMs: 10 * SECOND },
}
const PICKS_UP: PhoneBehaviour = { kind: 'picks-up', afterMs: 2 * SECOND }

/** How a dialled number behaves; null for what is no number: an agent's own telephone. */
export function readScriptedNumber(address: string): PhoneBehaviour | null {
  return /^\+\d+$/.test(address) ? (byEnding[address.slice(-4)] ?? PICKS_UP) : null
}
