import type { Manager, Socket } from 'socket.io-client'
import type { Clock } from '#shared/domain/clock.ts'
import { centralFrames } from '#shared/protocol/envelope.ts'
import { Refusal } from '#shared/protocol/error.ts'
import { doubtSilence, type Watched } from './doubt-silence.ts'
import type { CentralFrameName, OpenLine } from './line.ts'
import { reachCentral } from './reach-central.ts'

const frameNames = Object.keys(centralFrames) as CentralFrameName[]

/** Lines over socket.io, WebSocket only: no long polling means no second way in for central to guard. */
export function createSocketLines(centralUrl: string, clock: Clock): OpenLine {
  return (hello, listener) => {
    let socket: Socket | null = null
    let over = false
    let endWatch = () => {}
    const giveUp = reachCentral(centralUrl, clock, { open: sayHello, failed: () => end(null) })

    function end(refusal: Refusal | null): void {
      if (over) return
      close()
      listener.closed(refusal)
    }

    function close(): void {
      over = true
      giveUp()
      endWatch()
      socket?.close()
    }

    function sayHello(manager: Manager): void {
      const opened = manager.socket('/', { auth: hello })
      socket = opened
      endWatch = doubtSilence(watch(manager, centralUrl, clock), clock, () => end(null))
      opened.on('connect_error', (error) => end(readRefusal(error)))
      opened.on('disconnect', () => end(null))
      for (const name of frameNames) {
        opened.on(name, (body: unknown) => {
          if (!over) listener.frame(name, body)
        })
      }
      opened.connect()
    }

    return {
      async request(name, frame) {
        if (over || !socket) return undefined
        try {
          return (await socket.emitWithAck(name, frame)) as unknown
        } catch {
          // socket.io rejects exactly when the line is lost before the answer; `disconnect` tells why
          return undefined
        }
      },
      close,
    }
  }
}

/** A new connection that opens has told enough: it is closed again. */
function watch({ engine }: Manager, centralUrl: string, clock: Clock): Watched {
  return {
    listen(heard) {
      engine.on('packet', heard)
      return () => void engine.off('packet', heard)
    },
    probe: (on) =>
      reachCentral(centralUrl, clock, {
        open(probe) {
          probe.engine.close()
          on.open()
        },
        failed: on.failed,
      }),
  }
}

function readRefusal(error: Error): Refusal | null {
  const parsed = Refusal.safeParse('data' in error ? error.data : undefined)
  return parsed.success ? parsed.data : null
}
