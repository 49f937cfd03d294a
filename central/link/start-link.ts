import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { repeat } from '#central/flows/repeat.ts'
import { LINK_LIMITS, LINK_PATH } from '#shared/protocol/envelope.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { createDeskLine, type DeskLine } from './desk-line.ts'
import { createLineRegister } from './line-register.ts'
import type { LinkParts } from './link-parts.ts'
import { receiveFrames } from './receive-frames.ts'
import { createFloorSender } from './send-floor.ts'
import { type Guest, shakeHands } from './shake-hands.ts'
import { endFinishedSessions, WATCH_MS } from './watch-sessions.ts'
import { welcomeDesk } from './welcome-desk.ts'

const FLOOR_MS = 1_000
const CATALOG_MS = 5_000
/** What socket.io adds around the largest paperwork frame. */
const ENVELOPE_BYTES = 1_024

export type Link = {
  /** these agents' logs have grown */
  publish(userIds: readonly UserId[]): void
  sockets(): number
  /** Hangs up every line; desks reconnect when somebody listens again. */
  stop(): Promise<void>
}

/** Opens the link on central's HTTP server. */
export function startLink(parts: LinkParts, httpServer: HttpServer): Link {
  const { context } = parts
  const register = createLineRegister<DeskLine>()
  const floor = createFloorSender(parts, register)
  const io = new Server(httpServer, {
    path: LINK_PATH,
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    maxHttpBufferSize: LINK_LIMITS.paperworkBytes + ENVELOPE_BYTES,
    pingInterval: LINK_LIMITS.pingMs,
    pingTimeout: LINK_LIMITS.pingMs,
    // the `cors` option does not guard WebSockets: a browser page of another origin is refused here
    allowRequest: (request, answer) => {
      const { origin } = request.headers
      answer(null, origin === undefined || parts.allowedOrigins.includes(origin))
    },
  })
  const guests = new WeakMap<object, Guest>()
  io.use((socket, next) => {
    shakeHands(parts, socket.handshake.auth).then(
      (hands) => {
        if (hands.ok) {
          guests.set(socket, hands.value)
          return next()
        }
        parts.metrics.countRefusal('link', hands.refusal.code)
        next(Object.assign(new Error(hands.refusal.code), { data: hands.refusal }))
      },
      (error) => {
        context.log.error({ err: error }, 'a handshake failed')
        next(Object.assign(new Error('internal'), { data: { code: 'internal' } }))
      },
    )
  })
  io.on('connection', (socket) => {
    const guest = guests.get(socket)
    if (!guest) return socket.disconnect(true)
    const line = createDeskLine(parts, socket, guest)
    register.add(line)
    socket.on('disconnect', () => {
      register.remove(line)
      floor.forget(socket.id)
    })
    receiveFrames(parts, socket, line)
    return welcomeDesk(parts, register, line).catch((error) => line.fail(error, 'welcoming'))
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
    publish(userIds) {
      for (const userId of userIds) register.seatedOf(userId)?.grow()
    },
    sockets: () => register.all().length,
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}
