import type { PeerCall, SipPeer } from './sip-peer.ts'
import { findTones } from './tone.ts'
import { MUSIC_HZ } from './write-configuration.ts'

/** What each party says, and the music on hold. Far enough apart for a short listening. */
export const voice = {
  music: MUSIC_HZ,
  ringing: 440,
  customer: 500,
  agent: 800,
  target: 1_000,
  supervisor: 1_300,
} as const
export type Voice = keyof typeof voice

const WINDOW_MS = 160
const LIMIT_MS = 15_000

/**
 * Listens at this end of a call until exactly these voices are heard, three times in a row. Throws when they never are.
 */
export async function waitToHear(peer: SipPeer, call: PeerCall, ...wanted: Voice[]): Promise<void> {
  const until = performance.now() + LIMIT_MS
  const sought = [...wanted].sort().join(' and ')
  let heard = 'no sound at all'
  for (let times = 0; performance.now() < until; ) {
    const samples = await peer.listen(call, WINDOW_MS)
    if (samples.length === 0) continue
    const names = (Object.keys(voice) as Voice[]).filter((name) => findTones(samples, [voice[name]]).length > 0)
    heard = names.sort().join(' and ')
    times = heard === sought ? times + 1 : 0
    if (times === 3) return
  }
  throw new Error(`heard "${heard}" where "${sought}" should be heard`)
}
