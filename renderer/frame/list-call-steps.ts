import { type CallFacts, MonitorMode } from '#shared/protocol/call.ts'

export const callSteps = [
  'mute',
  'hold',
  'park',
  'transfer',
  'consult',
  'keypad',
  'swap',
  'merge',
  'complete',
  'cancel',
  'monitor',
  'whisper',
  'barge',
  'take-over',
  'end',
  'leave',
] as const
export type CallStep = (typeof callSteps)[number]

/** What an agent can do with a call now: what its line, their part in it and the moment allow, as the dock shows it. */
export function listCallSteps({ answeredAt, part, consult, monitor, controls }: CallFacts): CallStep[] {
  const mute: CallStep[] = controls.mute ? ['mute'] : []
  const keypad: CallStep[] = controls.keypad ? ['keypad'] : []
  if (part === 'supervisor') {
    if (monitor?.state !== 'on') return ['leave']
    return [...MonitorMode.options.filter((mode) => mode !== monitor.mode), 'take-over', 'leave']
  }
  if (answeredAt === null) return ['end']
  if (part === 'consulted') return [...mute, 'leave']
  if (consult === null) {
    const hold: CallStep[] = controls.hold ? ['hold', 'park'] : []
    const transfer: CallStep[] = controls.transfer ? ['transfer', 'consult'] : []
    return [...mute, ...hold, ...transfer, ...keypad, 'end']
  }
  if (consult.state === 'ringing') return [...mute, 'cancel']
  if (consult.state === 'merged') return [...mute, ...keypad, 'cancel', 'complete', 'end']
  const merge: CallStep[] = controls.conference ? ['merge'] : []
  return [...mute, 'swap', ...merge, ...keypad, 'cancel', 'complete']
}
