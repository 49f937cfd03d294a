import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assessQuality, rate } from './quality.ts'
import { readStats } from './sip/read-stats.ts'

const start = { received: 0, lost: 0, jitterMs: 0, roundTripMs: 0 }

describe('call quality', () => {
  it.each([
    ['a clean line', { received: 500, lost: 0, jitterMs: 5, roundTripMs: 60 }, 'good'],
    ['one packet in a hundred lost', { received: 495, lost: 5, jitterMs: 10, roundTripMs: 80 }, 'good'],
    ['five in a hundred lost', { received: 475, lost: 25, jitterMs: 20, roundTripMs: 120 }, 'fair'],
    ['a fifth lost', { received: 400, lost: 100, jitterMs: 30, roundTripMs: 150 }, 'poor'],
    ['half a second there and back', { received: 500, lost: 0, jitterMs: 20, roundTripMs: 500 }, 'fair'],
    ['a second there and back', { received: 500, lost: 0, jitterMs: 60, roundTripMs: 1000 }, 'poor'],
    ['nothing arriving while parked', { received: 0, lost: 0, jitterMs: 0, roundTripMs: null }, 'good'],
  ])('%s', (_line, now, word) => {
    expect(assessQuality(start, now)).toBe(word)
  })

  it('counts only what was lost since the reading before', () => {
    const bad = { received: 400, lost: 100, jitterMs: 5, roundTripMs: 40 }
    expect(assessQuality(start, bad)).toBe('poor')
    expect(assessQuality(bad, { ...bad, received: 900 })).toBe('good')
  })

  it('never rates more loss or more delay better', () => {
    const counts = fc.record({
      received: fc.nat(5000),
      lost: fc.nat(500),
      jitterMs: fc.nat(300),
      roundTripMs: fc.nat(3000),
    })
    fc.assert(
      fc.property(counts, fc.nat(100), fc.nat(500), (now, moreLost, moreMs) => {
        const worse = {
          ...now,
          received: now.received,
          lost: now.lost + moreLost,
          roundTripMs: now.roundTripMs + moreMs,
        }
        expect(rate(start, worse)).toBeLessThanOrEqual(rate(start, now))
      }),
    )
  })
})

it('reads a peer connection’s statistics whatever else stands in them', () => {
  const report = [
    { type: 'codec', mimeType: 'audio/opus' },
    { type: 'inbound-rtp', kind: 'video', packetsReceived: 9, packetsLost: 9, jitter: 9 },
    { type: 'inbound-rtp', kind: 'audio', packetsReceived: 120, packetsLost: 3, jitter: 0.004 },
    { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.08 },
  ]
  expect(readStats(report)).toEqual({ received: 120, lost: 3, jitterMs: 4, roundTripMs: 80 })
  expect(readStats(report.slice(0, 2))).toBeNull()
})
