import pino from 'pino'
import { readMonotonic, serveRequests } from '#bench/lib/bench-process.ts'
import { startCentral } from '#central/boot.ts'
import { createWallClock } from '#central/clock.ts'
import { gatherLines } from '#central/open-lines.ts'
import { secureRandom } from '#central/random.ts'
import type { TelephonyAdapter } from '#central/telephony/adapter.ts'
import { createSimulator } from '#central/telephony/simulator/simulator.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import type { CentralRequests } from './requests.ts'

/** The real central, whole, with a clock at the door through which the line's facts come in. */
const read = readSettings([], process.env)
if (!read.ok) throw new Error(read.sentence)
const log = pino({ level: 'warn', base: null }, pino.destination({ fd: 2, sync: true }))
const clock = createWallClock()
const onError = (error: unknown) => log.error({ err: error }, 'the simulator failed')
const simulator = createSimulator({ clock, random: secureRandom, onError })
type Stored = { arrivedAt: number; storedAt: number }
const waiting = new Map<string, { resolve(stored: Stored): void; reject(error: unknown): void }>()

const adapter: TelephonyAdapter = {
  ...simulator,
  start: (sink) =>
    simulator.start(async (event) => {
      if (event.type !== 'arrived') return sink(event)
      const arrivedAt = readMonotonic()
      try {
        await sink(event)
        waiting.get(event.callId)?.resolve({ arrivedAt, storedAt: readMonotonic() })
      } catch (error) {
        waiting.get(event.callId)?.reject(error)
        throw error
      } finally {
        waiting.delete(event.callId)
      }
    }),
}

const central = await startCentral(read.settings, {
  clock,
  random: secureRandom,
  log,
  version: 'bench',
  lines: () => gatherLines([{ adapter, simulator }]),
})

async function place({ from, to }: CentralRequests['place']['ask']): Promise<CentralRequests['place']['answer']> {
  const callId = simulator.placeCall({ from, to })
  const stored = await new Promise<Stored>((resolve, reject) => waiting.set(callId, { resolve, reject }))
  return { callId, ...stored }
}

serveRequests(
  {
    place,
    hangUp({ callId }: CentralRequests['hangUp']['ask']) {
      if (!simulator.callerHangsUp(callId)) throw new Error(`nobody is on call ${callId}`)
      return null
    },
    url: () => central.url,
  },
  () => central.stop(),
)
