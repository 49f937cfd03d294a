import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { PEER_HOST } from './sip-message.ts'
import { decodeUlaw, RATE, writeTone } from './tone.ts'

const PACKET_MS = 20
const PACKET_BYTES = (RATE * PACKET_MS) / 1_000
const HEAD_BYTES = 12
const PCMU = 0
/** A second holds whole periods of every tone in whole Hz. */
const LOOP_MS = 1_000

type Ear = { wanted: number; parts: Buffer[]; done(samples: Int16Array): void }

/**
 * The voices of all calls of a peer, on one RTP port: the far end's port tells them apart. Every voice is a steady
 * tone in G.711 µ-law, a packet each 20 ms.
 */
export async function openVoices() {
  const socket = createSocket('udp4')
  socket.bind(0, PEER_HOST)
  await once(socket, 'listening')
  const tones = new Map<number, { loop: Buffer; sent: number; source: number }>()
  const ears = new Map<number, Set<Ear>>()
  const startedAt = performance.now()
  let ticks = 0

  // a late tick sends what it owes, so that the far end hears no gap on a busy machine
  const timer = setInterval(() => {
    for (const due = (performance.now() - startedAt) / PACKET_MS; ticks < due; ticks += 1) {
      for (const [port, tone] of tones) sendPacket(port, tone)
    }
  }, PACKET_MS)

  function sendPacket(port: number, tone: { loop: Buffer; sent: number; source: number }): void {
    const from = (tone.sent * PACKET_BYTES) % tone.loop.length
    const head = Buffer.alloc(HEAD_BYTES)
    head.writeUInt8(0x80, 0)
    head.writeUInt8(PCMU, 1)
    head.writeUInt16BE(tone.sent & 0xffff, 2)
    head.writeUInt32BE((tone.sent * PACKET_BYTES) >>> 0, 4)
    head.writeUInt32BE(tone.source, 8)
    tone.sent += 1
    socket.send(Buffer.concat([head, tone.loop.subarray(from, from + PACKET_BYTES)]), port, '127.0.0.1')
  }

  socket.on('message', (packet, { port }) => {
    if (packet.length <= HEAD_BYTES || ((packet[1] ?? 0) & 0x7f) !== PCMU) return
    for (const ear of ears.get(port) ?? []) {
      ear.parts.push(packet.subarray(HEAD_BYTES))
      if (ear.parts.length * PACKET_MS < ear.wanted) continue
      ears.get(port)?.delete(ear)
      ear.done(decodeUlaw(Buffer.concat(ear.parts)))
    }
  })

  return {
    port: socket.address().port,
    /** Speaks to this port of the far end, in place of what was spoken to it before. */
    speak(port: number, hertz: number): void {
      const before = tones.get(port)
      tones.set(port, { loop: writeTone(hertz, LOOP_MS), sent: before?.sent ?? 0, source: before?.source ?? port })
    },
    hush(port: number): void {
      tones.delete(port)
    },
    /** The next `ms` of sound from this port; less when none comes for a while. */
    listen(port: number, ms: number): Promise<Int16Array> {
      return new Promise((resolve) => {
        const ear: Ear = { wanted: ms, parts: [], done: finish }
        const giveUp = setTimeout(
          () => {
            ears.get(port)?.delete(ear)
            finish(decodeUlaw(Buffer.concat(ear.parts)))
          },
          5 * ms + 500,
        )
        function finish(samples: Int16Array): void {
          clearTimeout(giveUp)
          resolve(samples)
        }
        const here = ears.get(port) ?? new Set()
        ears.set(port, here.add(ear))
      })
    },
    async close(): Promise<void> {
      clearInterval(timer)
      await new Promise<void>((resolve) => socket.close(() => resolve()))
    },
  }
}
