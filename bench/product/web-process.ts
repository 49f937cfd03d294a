import pino from 'pino'
import { Socket as ConsoleSocket } from 'socket.io'
import { Socket as DeskSocket } from 'socket.io-client'
import { readMonotonic, serveRequests } from '#bench/lib/bench-process.ts'
import { readMemory } from '#bench/lib/read-memory.ts'
import { wallClock } from '#main/clock.ts'
import { secureRandom } from '#main/random.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import { startWeb } from '#web/boot.ts'

/** The real web shell with its desks. Two taps on its sockets tell when a ring came in and went out. */
let deskAt = Number.NaN
let consoleAt = Number.NaN

tap(DeskSocket.prototype, 'onpacket', (packet) => {
  if (isRing(packet)) deskAt = readMonotonic()
})
tap(ConsoleSocket.prototype, 'emit', (name, ...notices) => {
  if (name === 'notice' && isRing(notices)) consoleAt = readMonotonic()
})

const read = readSettings([], process.env)
if (!read.ok) throw new Error(read.sentence)
const consoleDir = process.env.BENCH_CONSOLE_DIR
if (!consoleDir) throw new Error('BENCH_CONSOLE_DIR names no folder')
const log = pino({ level: 'warn', base: null }, pino.destination({ fd: 2, sync: true }))
const web = await startWeb(read.settings, { clock: wallClock, random: secureRandom, log, version: 'bench', consoleDir })
serveRequests({ hops: () => ({ deskAt, consoleAt }), memory: readMemory, url: () => web.url }, () => web.stop())

/** Calls `see` before a method runs; nothing else of it changes. */
function tap(prototype: object, method: string, see: (...args: unknown[]) => void): void {
  const original: unknown = Reflect.get(prototype, method)
  if (typeof original !== 'function') throw new Error(`socket.io has no ${method} any more`)
  Reflect.set(prototype, method, function tapped(this: unknown, ...args: unknown[]) {
    see(...args)
    return Reflect.apply(original, this, args)
  })
}

/** Frames are small trees; a ring is one that holds the offer's event near its top. */
function isRing(frame: unknown, depth = 0): boolean {
  if (typeof frame !== 'object' || frame === null || depth > 5) return false
  if ('type' in frame && frame.type === 'call.offered') return true
  if (Array.isArray(frame)) return frame.some((part) => isRing(part, depth + 1))
  const near = ['data', 'events', 'event', 'delivered']
  return near.some((key) => isRing(Reflect.get(frame, key), depth + 1))
}
