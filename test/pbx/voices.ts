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

/** RFC 4733: the payload type that the peer's SDP gives it, packets of a key that lasts 120 ms, and its end thrice. */
const KEYS = 101
const KEY_PACKETS = 6
const END_PACKETS = 3
const keyCodes = '0123456789*#'

/** What is sent to one port: a tone, and now and then a key in its place. */
type Stream = { loop: Buffer; sent: number; source: number; key: { code: number; since: number; step: number } | null }
type Ear = { wanted: number; parts: Buffer[]; done(samples: Int16Array): void }

/**
 * The voices of all calls of a peer, on one RTP port: the far end's port tells them apart. Every voice is a steady
 * tone in G.711 µ-law, a packet each 20 ms.
 */
export async function openVoices() {
  const socket = createSocket('udp4')
  socket.bind(0, PEER_HOST)
  await once(socket, 'listening')
  const tones = new Map<number, Stream>()
  const ears = new Map<number, Set<Ear>>()
  const startedAt = performance.now()
  let ticks = 0

  // a late tick sends what it owes, so that the far end hears no gap on a busy machine
  const timer = setInterval(() => {
    for (const due = (performance.now() - startedAt) / PACKET_MS; ticks < due; ticks += 1) {
      for (const [port, tone] of tones) sendPacket(port, tone)
    }
  }, PACKET_MS)

  function sendPacket(port: number, tone: Stream): void {
    if (tone.key) {
      sendKey(port, tone, tone.key)
      return
    }
    const from = (tone.sent * PACKET_BYTES) % tone.loop.length
    const head = writeHead(tone, PCMU, tone.sent)
    tone.sent += 1
    socket.send(Buffer.concat([head, tone.loop.subarray(from, from + PACKET_BYTES)]), port, '127.0.0.1')
  }
  /** All packets of a key carry the time at which it was pressed. */
  function sendKey(port: number, tone: Stream, key: NonNullable<Stream['key']>): void {
    key.step += 1
    const event = Buffer.alloc(4)
    event.writeUInt8(key.code, 0)
    event.writeUInt8(key.step > KEY_PACKETS ? 0x8a : 0x0a, 1)
    event.writeUInt16BE(Math.min(key.step, KEY_PACKETS) * PACKET_BYTES, 2)
    const head = writeHead(tone, KEYS | (key.step === 1 ? 0x80 : 0), key.since)
    tone.sent += 1
    if (key.step === KEY_PACKETS + END_PACKETS) tone.key = null
    socket.send(Buffer.concat([head, event]), port, '127.0.0.1')
  }
  function writeHead({ sent, source }: Stream, kind: number, since: number): Buffer {
    const head = Buffer.alloc(HEAD_BYTES)
    head.writeUInt8(0x80, 0)
    head.writeUInt8(kind, 1)
    head.writeUInt16BE(sent & 0xffff, 2)
    head.writeUInt32BE((since * PACKET_BYTES) >>> 0, 4)
    head.writeUInt32BE(source, 8)
    return head
  }
  function speak(port: number, hertz: number): Stream {
    const before = tones.get(port)
    const rest = { sent: before?.sent ?? 0, source: before?.source ?? port, key: before?.key ?? null }
    const stream = { loop: writeTone(hertz, LOOP_MS), ...rest }
    tones.set(port, stream)
    return stream
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
      speak(port, hertz)
    },
    /** Presses a key: whoever has not spoken yet is silent before and after. */
    press(port: number, digit: string): void {
      const stream = tones.get(port) ?? speak(port, 0)
      stream.key = { code: keyCodes.indexOf(digit), since: stream.sent, step: 0 }
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
