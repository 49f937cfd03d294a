import { z } from 'zod'
import type { Reading } from '../quality.ts'

const seconds = z.number().catch(0).default(0)
const Inbound = z.object({
  type: z.literal('inbound-rtp'),
  kind: z.literal('audio'),
  packetsReceived: z.number().catch(0).default(0),
  packetsLost: z.number().catch(0).default(0),
  jitter: seconds,
})
const Remote = z.object({ type: z.literal('remote-inbound-rtp'), kind: z.literal('audio'), roundTripTime: z.number() })

/** What a peer connection's statistics say of the sound that arrives. Null before anything did. */
export function readStats(report: Iterable<unknown>): Reading | null {
  let reading: Reading | null = null
  let roundTripMs: number | null = null
  for (const entry of report) {
    const inbound = Inbound.safeParse(entry)
    if (inbound.success) {
      const { packetsReceived: received, packetsLost: lost, jitter } = inbound.data
      reading = { received, lost, jitterMs: jitter * 1000, roundTripMs: null }
    }
    const remote = Remote.safeParse(entry)
    if (remote.success) roundTripMs = remote.data.roundTripTime * 1000
  }
  return reading === null ? null : { ...reading, roundTripMs }
}
