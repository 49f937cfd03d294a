import pino from 'pino'
import { serveRequests } from '#bench/lib/bench-process.ts'
import { startCentral } from '#central/boot.ts'
import { createWallClock } from '#central/clock.ts'
import { secureRandom } from '#central/random.ts'
import { readSettings } from '#shared/settings/read-settings.ts'

/** The real central, whole, as `npm start` runs it. */
const read = readSettings([], process.env)
if (!read.ok) throw new Error(read.sentence)
const log = pino({ level: 'warn', base: null }, pino.destination({ fd: 2, sync: true }))
const central = await startCentral(read.settings, {
  ...{ clock: createWallClock(), random: secureRandom, log, version: 'bench' },
})
serveRequests({ url: () => central.url }, () => central.stop())
