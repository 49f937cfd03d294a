import { io } from 'socket.io-client'
import { centralFrames, LINK_PATH } from '#shared/protocol/envelope.ts'
import { Refusal } from '#shared/protocol/error.ts'
import type { CentralFrameName, OpenLine } from './line.ts'

/**
 * Until central's socket has opened, its welcome not included. Short: an attempt that went into a dead line must not
 * outlast the line's return, and a central that takes longer to open a socket is better asked again later.
 */
const CONNECT_TIMEOUT_MS = 1_500
const frameNames = Object.keys(centralFrames) as CentralFrameName[]

/** Lines over socket.io, WebSocket only: no long polling means no second way in for central to guard. */
export function createSocketLines(centralUrl: string): OpenLine {
  return (hello, listener) => {
    const socket = io(centralUrl, {
      path: LINK_PATH,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: CONNECT_TIMEOUT_MS,
      auth: hello,
    })
    let over = false
    const end = (refusal: Refusal | null) => {
      if (over) return
      over = true
      socket.close()
      listener.closed(refusal)
    }
    socket.on('connect_error', (error) => end(readRefusal(error)))
    socket.on('disconnect', () => end(null))
    for (const name of frameNames) {
      socket.on(name, (body: unknown) => {
        if (!over) listener.frame(name, body)
      })
    }
    return {
      async request(name, frame) {
        if (over) return undefined
        try {
          return (await socket.emitWithAck(name, frame)) as unknown
        } catch {
          // socket.io rejects exactly when the line is lost before the answer; `disconnect` tells why
          return undefined
        }
      },
      close() {
        over = true
        socket.close()
      },
    }
  }
}

function readRefusal(error: Error): Refusal | null {
  const parsed = Refusal.safeParse('data' in error ? error.data : undefined)
  return parsed.success ? parsed.data : null
}
