import type { Buttons, Lamps } from './read-buttons.ts'

/** What the agent is doing, as far as a headset is concerned. */
export type Situation = { kind: 'idle' } | { kind: 'ringing' } | { kind: 'call'; muted: boolean }
export type HeadsetAct = 'answer' | 'end' | 'mute' | 'unmute'

/**
 * What a change of the buttons asks for. A device that is told to be off the hook reports just that: lifting in a call
 * and laying down without one ask for nothing.
 */
export function decideAct(before: Buttons, now: Buttons, situation: Situation): HeadsetAct | null {
  const { hook, mute } = now
  if (hook !== undefined && hook.on !== (before.hook?.on ?? false)) {
    if (hook.on && situation.kind === 'ringing') return 'answer'
    if (situation.kind === 'call' && hook.on !== hook.level) return 'end'
  }
  if (mute !== undefined && mute.on !== (before.mute?.on ?? false) && situation.kind === 'call') {
    const wish = mute.level ? mute.on : mute.on ? !situation.muted : null
    if (wish !== null && wish !== situation.muted) return wish ? 'mute' : 'unmute'
  }
  return null
}

export function chooseLamps(situation: Situation): Lamps {
  const inCall = situation.kind === 'call'
  return { ring: situation.kind === 'ringing', offHook: inCall, mute: inCall && situation.muted }
}
