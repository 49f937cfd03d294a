import { readMonotonic } from '#bench/lib/bench-process.ts'
import { createInbox } from '#main/link/inbox.ts'
import type { OpenLine } from '#main/link/line.ts'
import { createLink } from '#main/link/link.ts'
import type { LinkPorts } from '#main/link/link-ports.ts'
import { createSocketLines } from '#main/link/socket-line.ts'
import { secureRandom } from '#main/random.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import { DeviceId } from '#shared/protocol/ids.ts'
import type { SeatedAgent } from './seat-agents.ts'

/**
 * A desk as far as the link reaches: the product's client with its heartbeat and checks, and the projection that it
 * applies events to. `told`: where the product hands an event to its consoles, once per event.
 */
export function openBenchDesk({
  url,
  seated,
  clock,
  told,
}: {
  url: string
  seated: SeatedAgent
  clock: Clock
  told(mark: number, receivedAt: number): void
}) {
  const newId = createIdSource(clock, secureRandom)
  const deviceId = DeviceId.parse(newId())
  let fence: number | null = null
  let lastLine: string | null = null
  let catalogRevision: number | null = null
  let receivedAt = Number.NaN
  let joined: (() => void) | null = null
  let failed: ((why: Error) => void) | null = null

  const inbox = createInbox(makeEmptyProjection(clock.now()), {
    told: ({ event }) => {
      if (event.type === 'leg.changed') told(event.leg.since, receivedAt)
    },
    kept() {},
    replaced() {},
  })
  const fail = (why: string) => {
    if (failed) failed(new Error(why))
    else throw new Error(why)
  }
  const ports: LinkPorts = {
    hello: () => ({ deviceId, ...inbox.cursor(), highestN: 0, catalogRevision, lastLine }),
    horizon() {},
    fence: () => fence,
    keepFence(next) {
      fence = next
    },
    keepLine(lineId) {
      lastLine = lineId
    },
    take: (epoch, events) => {
      // a frame that came twice would be sorted out by the projection: here it counts
      if (events.some(({ seq }) => seq <= inbox.projection().seq)) fail('central sent an event twice')
      return inbox.take(epoch, events)
    },
    resume: inbox.resume,
    catalog({ revision }) {
      catalogRevision = revision
    },
    floor() {},
    becomeNewDevice: () => fail('central takes the desk for a copy'),
    attach: () => joined?.(),
    detach() {},
    status({ kind }) {
      if (kind === 'fenced' || kind === 'expired' || (kind === 'offline' && !joined)) fail(`a desk became ${kind}`)
    },
    revoked: () => fail('the session was revoked'),
    clockRead() {},
    newId,
  }
  const tools = { clock, random: secureRandom, takeOver: true }
  const openSocketLine = createSocketLines(url, clock)
  const openLine: OpenLine = (hello, listener) =>
    openSocketLine(hello, {
      closed: listener.closed,
      frame(name, body) {
        receivedAt = readMonotonic()
        listener.frame(name, body)
      },
    })
  const link = createLink(openLine, seated.token, tools, ports)

  return {
    /** Resolves when central has greeted it. */
    async join(): Promise<void> {
      await new Promise<void>((resolve, reject) => {
        joined = resolve
        failed = reject
        link.start()
      })
      joined = null
      failed = null
    },
    leave: () => link.stop(),
  }
}
