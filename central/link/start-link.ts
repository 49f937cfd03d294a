import type { AppendedEvent } from '#central/db/event-log.ts'
import { isStorageTrouble } from '#central/db/storage-trouble.ts'
import { createRefusalNotes } from '#central/flows/note-refusals.ts'
import { repeat } from '#central/flows/repeat.ts'
import { createTurns } from '#central/flows/take-turns.ts'
import { refuse } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { createDeskLine, type DeskLine } from './desk-line.ts'
import type { Switchboard } from './desk-socket.ts'
import { createGreetingReads } from './greeting-reads.ts'
import { createLineRegister } from './line-register.ts'
import type { LinkParts, LinkRoom } from './link-parts.ts'
import { receiveFrames } from './receive-frames.ts'
import { createFloorSender } from './send-floor.ts'
import { shakeHands } from './shake-hands.ts'
import { endFinishedSessions, WATCH_MS } from './watch-sessions.ts'
import { welcomeDesk } from './welcome-desk.ts'

const FLOOR_MS = 1_000
const CATALOG_MS = 5_000
/** They read and write together, so many cost little more than one; the first are at work while the last still wait. */
const GREETINGS_AT_ONCE = 60
/** What each desk needs a transaction of its own for: enough to keep a PostgreSQL pool at work and leave room for calls. */
const OWN_WORK_AT_ONCE = 6

export type Link = {
  /** these agents' logs have grown; by these events, where the caller knows them */
  publish(userIds: readonly UserId[], events?: readonly AppendedEvent[]): void
  sockets(): number
  /** Hangs up every line; desks reconnect when somebody listens again. */
  stop(): Promise<void>
}

/** Opens the link where desks knock. */
export function startLink(parts: LinkParts, switchboard: Switchboard): Link {
  const { context } = parts
  const room: LinkRoom = {
    ...parts,
    reads: createGreetingReads(context),
    inTurn: createTurns(OWN_WORK_AT_ONCE),
    noteRefusal: createRefusalNotes(context),
  }
  const register = createLineRegister<DeskLine>()
  const floor = createFloorSender(parts, register)
  const greetings = createTurns(GREETINGS_AT_ONCE)
  switchboard.open({
    async admit(auth) {
      try {
        const hands = await shakeHands(room, auth)
        if (!hands.ok) parts.metrics.countRefusal('link', hands.refusal.code)
        return hands
      } catch (error) {
        context.log.error({ err: error }, 'a handshake failed')
        return refuse(isStorageTrouble(error) ? 'central_unavailable' : 'internal')
      }
    },
    greet(socket, guest) {
      const line = createDeskLine(room, socket, guest)
      const isCopy = !register.add(line)
      socket.onClosed(() => {
        register.remove(line)
        floor.forget(socket.id)
      })
      receiveFrames(room, socket, line)
      // who hung up while they waited is not worth a turn
      const welcome = async () => (socket.connected ? welcomeDesk(room, register, line, isCopy) : undefined)
      greetings(welcome).catch((error) => line.fail(error, 'welcoming'))
    },
  })

  let revision: number | null = null
  const loops = [
    repeat(context, { name: 'watching sessions', everyMs: WATCH_MS, work: () => endFinishedSessions(parts, register) }),
    repeat(context, { name: 'sending the floor', everyMs: FLOOR_MS, work: () => floor.send() }),
    repeat(context, {
      name: 'watching the catalog',
      everyMs: CATALOG_MS,
      work: async () => {
        if (register.all().length === 0) return
        const now = await parts.flows.readCatalogRevision()
        if (revision !== null && revision !== now) {
          const catalog = await parts.flows.readCatalog()
          for (const line of register.all()) line.emit('catalog', catalog)
        }
        revision = now
      },
    }),
  ]
  return {
    publish(userIds, events = []) {
      for (const userId of userIds) {
        register.seatedOf(userId)?.grow(events.filter((event) => event.userId === userId))
      }
    },
    sockets: () => register.all().length,
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
      switchboard.close()
    },
  }
}
