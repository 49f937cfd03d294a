import type { BrowserContext, Page } from 'playwright-core'

/** The other end of a call: a page that offers one tone and listens to what it is sent. */
export type FarEnd = { offer: string; accept(sdp: string): Promise<void>; loudest(): Promise<Peak>; page: Page }
export type Peak = { hz: number; db: number }

export async function openFarEnd(context: BrowserContext, url: string, toneHz: number): Promise<FarEnd> {
  const page = await context.newPage()
  await page.goto(url)
  const offer = await page.evaluate(async (hz) => {
    const audio = new AudioContext()
    const tone = audio.createOscillator()
    tone.frequency.value = hz
    const out = audio.createMediaStreamDestination()
    tone.connect(out)
    tone.start()
    await audio.resume()
    const peer = new RTCPeerConnection()
    Object.assign(window, { farEnd: peer })
    for (const track of out.stream.getTracks()) peer.addTrack(track, out.stream)
    await peer.setLocalDescription(await peer.createOffer())
    if (peer.iceGatheringState !== 'complete') {
      await new Promise<void>((resolve) => {
        peer.addEventListener('icegatheringstatechange', () => {
          if (peer.iceGatheringState === 'complete') resolve()
        })
      })
    }
    return peer.localDescription?.sdp ?? ''
  }, toneHz)
  return {
    page,
    offer,
    accept: (sdp) =>
      page.evaluate(async (answer) => {
        const { farEnd } = window as Window & { farEnd?: RTCPeerConnection }
        await farEnd?.setRemoteDescription({ type: 'answer', sdp: answer })
      }, sdp),
    loudest: () => hearLoudest(page, 'farEnd'),
  }
}

/** Keeps the page's peer connection, so that a test hears what the page was sent. */
export async function keepConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const Real = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        Object.assign(window, { lastConnection: this })
      }
    }
  })
}

/** The loudest frequency in what this page's connection receives, heard for half a second. */
export function hearLoudest(page: Page, name: 'farEnd' | 'lastConnection'): Promise<Peak> {
  return page.evaluate(async (key) => {
    const peer = (window as Window & Partial<Record<typeof key, RTCPeerConnection>>)[key]
    const track = peer?.getReceivers().find((receiver) => receiver.track.kind === 'audio')?.track
    if (track === undefined) return { hz: 0, db: -200 }
    // Chromium decodes nothing that nobody plays
    const player = new Audio()
    player.muted = true
    player.srcObject = new MediaStream([track])
    const audio = new AudioContext()
    try {
      await audio.resume()
      const analyser = audio.createAnalyser()
      analyser.fftSize = 8192
      analyser.smoothingTimeConstant = 0
      audio.createMediaStreamSource(new MediaStream([track])).connect(analyser)
      const bins = new Float32Array(analyser.frequencyBinCount)
      let best = { hz: 0, db: -200 }
      for (let at = 0; at < 10; at += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50))
        analyser.getFloatFrequencyData(bins)
        for (const [bin, db] of bins.entries()) {
          if (db > best.db) best = { hz: (bin * audio.sampleRate) / analyser.fftSize, db }
        }
      }
      return best
    } finally {
      player.srcObject = null
      await audio.close()
    }
  }, name)
}
