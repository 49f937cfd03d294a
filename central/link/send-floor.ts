import { scopeOf } from '#shared/domain/rights.ts'
import type { Floor, QueueGauge } from '#shared/protocol/view/floor.ts'
import type { LineRegister } from './line-register.ts'
import type { LinkParts } from './link-parts.ts'

/** Every queue's gauge at one moment, and who serves which queue. */
export type FloorReading = {
  asOf: number
  gauges: readonly QueueGauge[]
  queuesOf: ReadonlyMap<string, ReadonlySet<string>>
}

/** Sends each desk the gauges it may see, when they differ from what it saw last. */
export function createFloorSender(parts: LinkParts, register: LineRegister) {
  const seen = new Map<string, string>()
  return {
    async send(): Promise<void> {
      const lines = register.all()
      if (lines.length === 0) return
      const reading = await parts.flows.readFloor()
      for (const line of lines) {
        const queues = pickGauges(reading, line.user)
        const fingerprint = JSON.stringify(queues.map((gauge) => describe(gauge, reading.asOf)))
        if (seen.get(line.socketId) === fingerprint) continue
        seen.set(line.socketId, fingerprint)
        line.emit('floor', { asOf: reading.asOf, queues } satisfies Floor)
      }
    },
    forget(socketId: string): void {
      seen.delete(socketId)
    },
  }
}

function pickGauges(
  reading: FloorReading,
  user: { userId: string; role: Parameters<typeof scopeOf>[0] },
): QueueGauge[] {
  const scope = scopeOf(user.role, 'floor.read')
  if (scope === null) return []
  const own = reading.queuesOf.get(user.userId)
  // who serves no queue watches all they may: a supervisor without queues sees the floor
  if (scope === 'all' && !own) return [...reading.gauges]
  return reading.gauges.filter((gauge) => own?.has(gauge.queueId))
}

/** A wait that only grew older is no news: the console counts on by itself. */
function describe({ longestWaitMs, waiting, ...rest }: QueueGauge, asOf: number) {
  return { ...rest, waiting, since: waiting === 0 ? null : asOf - longestWaitMs }
}
