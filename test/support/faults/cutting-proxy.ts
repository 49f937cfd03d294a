import { connect, createServer, type Socket } from 'node:net'

/**
 * How a line goes away.
 * - `mid-frame`: the next bytes are let through by half, then both ends are hung up; newcomers are hung up too.
 * - `half-open`: connections of before and of meanwhile swallow every byte and never say so, not even afterwards.
 * - `stall`: nothing moves, and all of it moves on afterwards.
 */
export const cutKinds = ['mid-frame', 'half-open', 'stall'] as const
export type CutKind = (typeof cutKinds)[number]

type Pair = { near: Socket; far: Socket; swallowed: boolean; held: (() => void)[] }

/** Without traffic of its own a connection that is to break in the middle of a frame breaks anyway. */
const BREAK_MS = 300

export type CuttingProxy = Awaited<ReturnType<typeof startCuttingProxy>>

/** A TCP proxy before a port of this machine that can be cut like a line. */
export async function startCuttingProxy(targetPort: number) {
  const pairs = new Set<Pair>()
  let cut: CutKind | null = null
  let accepted = 0

  const server = createServer((near) => {
    accepted += 1
    if (cut === 'mid-frame') {
      near.destroy()
      return
    }
    const far = connect(targetPort, '127.0.0.1')
    const pair: Pair = { near, far, swallowed: cut === 'half-open', held: [] }
    pairs.add(pair)
    carry(pair, near, far)
    carry(pair, far, near)
  })

  function carry(pair: Pair, from: Socket, to: Socket): void {
    const pass = (action: () => void) => {
      if (pair.swallowed) return
      if (cut === 'stall') pair.held.push(action)
      else action()
    }
    from.on('data', (bytes) => {
      if (cut === 'mid-frame' && !pair.swallowed) {
        to.write(bytes.subarray(0, Math.max(1, Math.floor(bytes.length / 2))), () => drop(pair))
      } else pass(() => void to.write(bytes))
    })
    from.on('end', () => pass(() => to.end()))
    from.on('error', () => pass(() => to.destroy()))
    from.on('close', () => {
      if (!pair.swallowed) pass(() => drop(pair))
    })
  }

  function drop(pair: Pair): void {
    pairs.delete(pair)
    pair.near.destroy()
    pair.far.destroy()
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')

  return {
    port: address.port,
    /** how many connections were ever asked for */
    accepted: () => accepted,
    /** how many connections have something that is held back */
    holding: () => [...pairs].filter((pair) => pair.held.length > 0).length,
    cut(kind: CutKind): void {
      cut = kind
      if (kind === 'half-open') for (const pair of pairs) pair.swallowed = true
      if (kind === 'mid-frame') {
        const before = [...pairs].filter((pair) => !pair.swallowed)
        setTimeout(() => {
          for (const pair of before) drop(pair)
        }, BREAK_MS).unref()
      }
    },
    /** the line is back */
    mend(): void {
      cut = null
      for (const pair of pairs) if (!pair.swallowed) for (const action of pair.held.splice(0)) action()
    },
    async stop(): Promise<void> {
      for (const pair of pairs) drop(pair)
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
