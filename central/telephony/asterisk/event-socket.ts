import WebSocket from 'ws'
import type { Clock } from '#shared/domain/clock.ts'
import type { AsteriskConfig } from './config.ts'

const RETRY_MS = 1_000
const PING_MS = 5_000
const CLOSE_MS = 1_000

/** `stop` resolves when Asterisk has let go of the application: a socket opened before that could lose it again. */
export type EventSocket = { stop(): Promise<void> }

/**
 * Holds the event socket open, and opens it again when it is lost. `opened` may take its time: frames wait until it
 * has resolved, and it is told of every loss. When it throws the socket is opened anew.
 */
export function holdEventSocket(parts: {
  config: AsteriskConfig
  authorization: string
  clock: Clock
  opened(): Promise<void>
  lost(): void
  frame(text: string): void
  failed(error: unknown): void
}): EventSocket {
  const { config, clock, authorization } = parts
  const address = `${config.url.replace(/^http/, 'ws')}/events?app=${encodeURIComponent(config.app)}`
  let socket: WebSocket | null = null
  let isStopped = false
  let cancel: () => void = () => {}

  function connect(): void {
    if (isStopped) return
    const current = new WebSocket(address, { headers: { authorization }, handshakeTimeout: PING_MS })
    socket = current
    let waiting: string[] | null = []
    let isAlive = true

    const deliver = (text: string) => {
      try {
        parts.frame(text)
      } catch (error) {
        parts.failed(error)
      }
    }
    function watch(): void {
      cancel = clock.schedule(PING_MS, () => {
        if (!isAlive) return current.terminate()
        isAlive = false
        current.ping()
        watch()
      })
    }
    current.on('pong', () => {
      isAlive = true
    })
    current.on('message', (data) => {
      isAlive = true
      const text = String(data)
      if (waiting) waiting.push(text)
      else deliver(text)
    })
    current.on('open', () => {
      watch()
      parts.opened().then(
        () => {
          const kept = waiting ?? []
          waiting = null
          if (!isStopped) for (const text of kept) deliver(text)
        },
        (error: unknown) => {
          parts.failed(error)
          current.terminate()
        },
      )
    })
    // what went wrong is told by the loss that follows
    current.on('error', () => {})
    current.on('close', () => {
      cancel()
      if (isStopped || socket !== current) return
      parts.lost()
      cancel = clock.schedule(RETRY_MS, connect)
    })
  }

  connect()
  return {
    stop() {
      isStopped = true
      cancel()
      return socket ? close(socket, clock) : Promise.resolve()
    },
  }
}

/** By the handshake, for the other side drops its connection only when it has cleaned up; one that does not is cut off. */
function close(socket: WebSocket, clock: Clock): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return Promise.resolve()
  return new Promise((resolve) => {
    const cancel = clock.schedule(CLOSE_MS, () => socket.terminate())
    socket.once('close', () => {
      cancel()
      resolve()
    })
    socket.close()
  })
}
