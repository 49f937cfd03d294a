import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import type { OpenDesk } from '#main/desk.ts'
import type { Log } from '#main/log.ts'
import { DeskCommand, type DeskNotice } from '#shared/protocol/desk-port.ts'
import { type Refusal, refuse } from '#shared/protocol/error.ts'
import { bundleNotices } from './bundle-notices.ts'
import type { Desks } from './desks.ts'
import type { Door } from './door.ts'
import type { WebSession, WebSessions } from './web-sessions.ts'

const DESK_PATH = '/desk'
/** Twenty notes of the longest kind in one act, in three-byte characters. */
const FRAME_BYTES = 2 * 1024 * 1024
/** A console types, asks and paints; a script that floods is slowed. */
const MESSAGES_PER_SECOND = 200

const Query = z.strictObject({ name: z.string().max(60), params: z.unknown() })

export interface DeskSocketParts {
  door: Door
  desks: Desks
  sessions: WebSessions
  readTicket(request: IncomingMessage): string | undefined
  log: Log
}

export interface DeskSocket {
  /** every window of this user; with a reason the console says it and shows the log-in */
  hangUp(userId: string, reason?: Refusal): void
  stop(): Promise<void>
}

/** The console's one socket: its own origin only, its own cookie only, every message checked. */
export function openDeskSocket(server: HttpServer, parts: DeskSocketParts): DeskSocket {
  const { door, desks, sessions, log } = parts
  const limiter = new RateLimiterMemory({ points: MESSAGES_PER_SECOND, duration: 1 })
  const io = new Server(server, {
    path: DESK_PATH,
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    maxHttpBufferSize: FRAME_BYTES,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest: (request, answer) => {
      const { origin, host } = request.headers
      answer(null, door.knowsOrigin(origin, host) && sessions.find(parts.readTicket(request)) !== null)
    },
  })

  io.on('connection', (socket) => {
    const session = sessions.find(parts.readTicket(socket.request))
    if (!session) return socket.disconnect(true)
    return serveWindow(socket, session).catch((error: unknown) => {
      log.error({ err: error, userId: session.user.userId }, 'a window was not served')
      socket.disconnect(true)
    })
  })

  async function serveWindow(socket: Socket, session: WebSession): Promise<void> {
    const { userId } = session.user
    await socket.join(userId)
    // listeners first: a console asks for its snapshot the moment it is connected
    const opening = desks.open(session.user, session.token, false)
    answerWindow(socket, opening)
    const opened = await opening
    if (!opened.ok) {
      log.warn({ userId, code: opened.refusal.code }, 'a window came but its desk did not open')
      socket.disconnect(true)
      return
    }
    if (!socket.connected) return
    const release = desks.holdWindow(userId)
    const unsubscribe = opened.value.onNotice(bundleNotices((notices) => socket.emit('notice', ...notices)))
    socket.on('disconnect', (reason) => {
      unsubscribe()
      // a page whose network is slow or away may well be in its call: the line says when it is not
      release(reason !== 'ping timeout')
    })
  }

  function answerWindow(socket: Socket, opening: ReturnType<Desks['open']>): void {
    async function respond(run: (desk: OpenDesk) => Promise<unknown>): Promise<unknown> {
      const allowed = await limiter.consume(socket.id).then(
        () => true,
        () => false,
      )
      if (!allowed) return refuse('rate_limited')
      const opened = await opening
      return opened.ok ? run(opened.value) : opened
    }
    const on = (name: string, run: (desk: OpenDesk, message: unknown) => Promise<unknown>) => {
      socket.on(name, (...args: unknown[]) => {
        const answer = args.at(-1)
        if (typeof answer !== 'function') return
        respond((desk) => run(desk, args[0])).then(
          (value) => answer(value),
          (error: unknown) => {
            log.error({ err: error, message: name }, 'a console message failed')
            answer(refuse('internal'))
          },
        )
      })
    }
    on('snapshot', (desk) => desk.snapshot())
    on('send', async (desk, message) => {
      const command = DeskCommand.safeParse(message)
      if (command.success) return desk.send(command.data)
      return refuse('bad_request', { field: command.error.issues[0]?.path.join('.').slice(0, 200) ?? '' })
    })
    on('query', async (desk, message) => {
      const query = Query.safeParse(message)
      return query.success ? desk.query(query.data.name, query.data.params) : refuse('bad_request')
    })
  }

  return {
    hangUp(userId, reason) {
      const notice: DeskNotice = { kind: 'signed-out', reason: reason ?? null }
      if (reason) io.in(userId).emit('notice', notice)
      io.in(userId).disconnectSockets(true)
    },
    stop: () => io.close(),
  }
}
