import type { DeskSocket, Switchboard } from '#central/link/desk-socket.ts'
import type { Outcome } from '#shared/protocol/error.ts'

type Door = Parameters<Switchboard['open']>[0]

/** A desk's end of a line without a wire. Frames arrive as central sends them; `ask` resolves to the answer. */
export type DirectLine = {
  received: { name: string; frame: unknown }[]
  readonly connected: boolean
  ask(name: string, frame: unknown): Promise<unknown>
  hangUp(): void
}

/** The link's switchboard in process: what the receiving edge sees is exactly what a test hands it. */
export function createDirectSwitchboard(): Switchboard & { dial(auth: unknown): Promise<Outcome<DirectLine>> } {
  let door: Door | null = null
  let count = 0
  const open = new Set<() => void>()
  return {
    open(given) {
      door = given
    },
    close() {
      for (const hangUp of open) hangUp()
    },
    async dial(auth) {
      if (!door) throw new Error('nobody listens yet')
      const admitted = await door.admit(auth)
      if (!admitted.ok) return admitted
      count += 1
      const received: DirectLine['received'] = []
      let connected = true
      let take: Parameters<DeskSocket['onFrame']>[0] = () => {}
      const reactions: (() => void)[] = []
      const hangUp = () => {
        if (!connected) return
        connected = false
        open.delete(hangUp)
        for (const react of reactions) react()
      }
      open.add(hangUp)
      door.greet(
        {
          id: `direct-${count}`,
          get connected() {
            return connected
          },
          emit: (name, frame) => void received.push({ name, frame }),
          onFrame: (given) => {
            take = given
          },
          onClosed: (react) => void reactions.push(react),
          hangUp,
        },
        admitted.value,
      )
      const line: DirectLine = {
        received,
        get connected() {
          return connected
        },
        ask: (name, frame) => new Promise((resolve) => take(name, frame, resolve)),
        hangUp,
      }
      return { ok: true, value: line }
    },
  }
}
