import { scopeOf } from '#shared/domain/rights.ts'
import {
  type Floor,
  MOST_PARKED,
  MOST_VOICEMAILS,
  type ParkedCall,
  type QueueGauge,
  type Voicemail,
} from '#shared/protocol/view/floor.ts'
import type { LineRegister } from './line-register.ts'
import type { FloorReading, LinkParts } from './link-parts.ts'

/** Sends each desk which it serves and the gauges it may see, when they differ from what it saw last. */
export function createFloorSender(parts: LinkParts, register: LineRegister) {
  const seen = new Map<string, string>()
  return {
    async send(): Promise<void> {
      const lines = register.all()
      if (lines.length === 0) return
      const reading = await parts.flows.readFloor()
      for (const line of lines) {
        const floor = pickFloor(reading, line.user)
        const fingerprint = JSON.stringify([
          floor.serving,
          floor.queues.map((one) => describe(one, reading.asOf)),
          floor.parked,
          floor.voicemails,
        ])
        if (seen.get(line.socketId) === fingerprint) continue
        seen.set(line.socketId, fingerprint)
        line.emit('floor', floor)
      }
    },
    forget(socketId: string): void {
      seen.delete(socketId)
    },
  }
}

type Person = { userId: string; role: Parameters<typeof scopeOf>[0] }

function pickFloor({ asOf, gauges, queuesOf, ...all }: FloorReading, user: Person): Floor {
  const scope = scopeOf(user.role, 'floor.read')
  const served = queuesOf.get(user.userId)
  const own = gauges.filter((gauge) => served?.has(gauge.queueId))
  const serving = own.map((gauge) => gauge.queueId)
  const aside = {
    parked: pickParked(all.parked, user, served),
    voicemails: pickVoicemails(all.voicemails, user, served),
  }
  // who serves no queue watches all they may: a supervisor without queues sees the floor
  if (scope === 'all' && own.length === 0) return { asOf, serving, queues: [...gauges], ...aside }
  return { asOf, serving, queues: scope === null ? [] : own, ...aside }
}

/** What this person may pick up: of their queues, what they parked themselves, or everybody's. */
function pickParked(
  parked: FloorReading['parked'],
  { userId, role }: Person,
  served: ReadonlySet<string> | undefined,
): ParkedCall[] {
  const scope = scopeOf(role, 'call.pick-up')
  if (scope === null) return []
  const mine = parked.filter((call) => scope === 'all' || call.parkedBy === userId || served?.has(call.queueId))
  return mine.slice(0, MOST_PARKED)
}

/** What this person may take on: messages of their queues, or everybody's. */
function pickVoicemails(
  voicemails: FloorReading['voicemails'],
  { role }: Person,
  served: ReadonlySet<string> | undefined,
): Voicemail[] {
  const scope = scopeOf(role, 'voicemail.take')
  if (scope === null) return []
  return voicemails.filter((one) => scope === 'all' || served?.has(one.queueId)).slice(0, MOST_VOICEMAILS)
}

/** A wait that only grew older is no news: the console counts on by itself. */
function describe({ longestWaitMs, waiting, ...rest }: QueueGauge, asOf: number) {
  return { ...rest, waiting, since: waiting === 0 ? null : asOf - longestWaitMs }
}
