import type { PhoneBehaviour } from '#central/telephony/simulator/caller.ts'
import type { Dice } from './dice.ts'

/** Telephones outside that agents ask or send calls to, each with its own habit. */
const outside: Record<string, PhoneBehaviour> = {
  '+14155550301': { kind: 'picks-up', afterMs: 200 },
  '+14155550302': { kind: 'busy' },
  '+14155550303': { kind: 'never' },
  '+14155550304': { kind: 'picks-up', afterMs: 150, talksMs: 900 },
  '+14155550305': { kind: 'unreachable' },
}
/** Those that can be talked to are asked most. */
export const OUTSIDE = [
  ...['+14155550301', '+14155550301', '+14155550301', '+14155550302'],
  ...['+14155550303', '+14155550304', '+14155550304', '+14155550305'],
] as const

/** Agents' telephones: mostly a soft phone that answers by itself. */
const phones: readonly (readonly [number, PhoneBehaviour])[] = [
  [90, { kind: 'picks-up', afterMs: 100 }],
  [4, { kind: 'picks-up', afterMs: 3_000 }],
  [3, { kind: 'never' }],
  [3, { kind: 'busy' }],
]

export function choosePhone(dice: Dice): (address: string) => PhoneBehaviour {
  return (address) => outside[address] ?? dice.weigh(phones)
}
