import type { Page } from 'playwright-core'

export type Arrivals = { packets: number; longestGapMs: number; lastAt: number }

/**
 * Counts the sound packets that reach this far end, every few milliseconds, by the connection's own account. The gap is
 * the longest time in which none came; times are epoch ms of this machine.
 */
export async function countArrivals(page: Page): Promise<{ stop(): Promise<Arrivals> }> {
  await page.evaluate(() => {
    const { farEnd } = window as Window & { farEnd?: RTCPeerConnection }
    const seen = { packets: -1, first: 0, longestGapMs: 0, lastAt: performance.timeOrigin + performance.now() }
    let stopped = false
    const look = async () => {
      for (const report of (await farEnd?.getStats())?.values() ?? []) {
        if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue
        if (seen.packets === -1) seen.first = report.packetsReceived
        else if (report.packetsReceived === seen.packets) continue
        // when the last one came, not when it was looked: a page in the background looks seldom
        const at = report.lastPacketReceivedTimestamp
        if (seen.packets !== -1) seen.longestGapMs = Math.max(seen.longestGapMs, at - seen.lastAt)
        seen.packets = report.packetsReceived
        seen.lastAt = at
      }
      if (!stopped) setTimeout(look, 5)
    }
    Object.assign(window, {
      stopCounting: async () => {
        stopped = true
        await look()
        return { packets: seen.packets - seen.first, longestGapMs: Math.round(seen.longestGapMs), lastAt: seen.lastAt }
      },
    })
    void look()
  })
  return {
    stop: () =>
      page
        .evaluate(() => (window as Window & { stopCounting?: () => Promise<Arrivals> }).stopCounting?.())
        .then((arrivals) => {
          if (arrivals === undefined) throw new Error('nobody counted')
          return arrivals
        }),
  }
}
