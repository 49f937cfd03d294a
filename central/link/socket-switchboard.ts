import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { LINK_LIMITS, LINK_PATH } from '#shared/protocol/envelope.ts'
import type { DeskSocket, Switchboard } from './desk-socket.ts'
import type { Guest } from './shake-hands.ts'

/** What socket.io adds around the largest paperwork frame. */
const ENVELOPE_BYTES = 1_024

/** Lines over socket.io on central's HTTP server, WebSocket only. */
export function createSocketSwitchboard(
  httpServer: HttpServer,
  { allowedOrigins }: { allowedOrigins: readonly string[] },
): Switchboard {
  const io = new Server(httpServer, {
    path: LINK_PATH,
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    maxHttpBufferSize: LINK_LIMITS.paperworkBytes + ENVELOPE_BYTES,
    pingInterval: LINK_LIMITS.pingMs,
    pingTimeout: LINK_LIMITS.pongMs,
    // the `cors` option does not guard WebSockets: a browser page of another origin is refused here
    allowRequest: (request, answer) => {
      const { origin } = request.headers
      answer(null, origin === undefined || allowedOrigins.includes(origin))
    },
  })
  return {
    open({ admit, greet }) {
      const guests = new WeakMap<object, Guest>()
      io.use((socket, next) => {
        void admit(socket.handshake.auth).then((admitted) => {
          if (!admitted.ok) return next(Object.assign(new Error(admitted.refusal.code), { data: admitted.refusal }))
          guests.set(socket, admitted.value)
          next()
        })
      })
      io.on('connection', (socket) => {
        const guest = guests.get(socket)
        if (guest) greet(toDeskSocket(socket), guest)
        else socket.disconnect(true)
      })
    },
    close() {
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}

function toDeskSocket(socket: Socket): DeskSocket {
  return {
    id: socket.id,
    get connected() {
      return socket.connected
    },
    emit: (name, frame) => void socket.emit(name, frame),
    onFrame: (take) => void socket.onAny((name, ...rest: unknown[]) => take(String(name), rest[0], rest.at(-1))),
    onClosed: (react) => void socket.on('disconnect', react),
    hangUp: () => void socket.disconnect(true),
  }
}
