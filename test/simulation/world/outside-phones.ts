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

/** Telephones that are only called, never asked about somebody else's call: how often each rings can be counted. */
const called: Record<string, PhoneBehaviour> = {
  '+14155550401': { kind: 'picks-up', afterMs: 400 },
  '+14155550402': { kind: 'picks-up', afterMs: 1_500, talksMs: 2_500 },
  '+14155550403': { kind: 'picks-up', afterMs: 30, talksMs: 20 },
  '+14155550404': { kind: 'busy' },
  '+14155550405': { kind: 'never', ringsMs: 3_000 },
  '+14155550406': { kind: 'never' },
  '+14155550407': { kind: 'rejected' },
  '+14155550408': { kind: 'unreachable' },
}
export const CALLED = Object.keys(called)

/** `rings` hears of every telephone outside that is dialled. */
export function choosePhone(dice: Dice, rings: (number: string) => void): (address: string) => PhoneBehaviour {
  return (address) => {
    if (address.startsWith('+')) rings(address)
    return outside[address] ?? called[address] ?? dice.weigh(phones)
  }
}
