import type { PeerCall, SipPeer } from './sip-peer.ts'
import { findTones } from './tone.ts'

const WINDOW_MS = 60

export type Heard = {
  /** the longest time in which the tone was not heard, in ms, give or take a window */
  longestSilenceMs: number
  /** the others that were heard meanwhile */
  others: number[]
}

/**
 * Listens at this end of a call, by the clock and not by what arrives: an exchange with nothing to say may send nothing.
 * The stop resolves once the tone was heard again. Who speaks in beeps has pauses of their own in it.
 */
export function measureSilence(peer: SipPeer, call: PeerCall, hertz: number, others: readonly number[] = []) {
  let heardAt: number | null = null
  let longestSilenceMs = 0
  let stopAfter = Number.POSITIVE_INFINITY
  const heardOthers = new Set<number>()
  const listening = listen()

  async function listen(): Promise<void> {
    while (heardAt === null || heardAt < stopAfter) {
      const samples = await peer.listen(call, WINDOW_MS)
      for (const other of findTones(samples, others)) heardOthers.add(other)
      if (findTones(samples, [hertz]).length === 0) {
        if (performance.now() > stopAfter + 30_000) throw new Error(`${hertz} Hz is not heard again`)
        continue
      }
      const now = performance.now()
      if (heardAt !== null) longestSilenceMs = Math.max(longestSilenceMs, now - heardAt)
      heardAt = now
    }
  }
  return {
    async stop(): Promise<Heard> {
      stopAfter = performance.now()
      await listening
      return { longestSilenceMs: Math.round(longestSilenceMs), others: [...heardOthers] }
    },
  }
}
