import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** What may be asked of a process, and what it answers. */
export type Requests = Record<string, { ask: unknown; answer: unknown }>

type Answer = { id: number; value?: unknown; error?: string }

/** A process that answers requests over IPC; `serveRequests` is its other end. */
export class BenchProcess<R extends Requests> {
  private readonly child: ChildProcess
  private readonly waiting = new Map<number, (answer: Answer) => void>()
  private next = 1
  private output = ''

  private constructor(child: ChildProcess) {
    this.child = child
    const keep = (chunk: Buffer) => {
      this.output = (this.output + chunk.toString()).slice(-8_000)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.on('message', (answer: Answer) => {
      this.waiting.get(answer.id)?.(answer)
      this.waiting.delete(answer.id)
    })
    child.once('exit', () => {
      for (const [id, settle] of this.waiting) settle({ id, error: `the process ended:\n${this.output}` })
      this.waiting.clear()
    })
  }

  /** Starts a script of the bench; its environment is ours and `env`. */
  static start<R extends Requests>(script: string, env: Record<string, string>): BenchProcess<R> {
    const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const
    return new BenchProcess<R>(fork(script, { env: { ...process.env, ...env }, stdio: [...stdio] }))
  }

  /** Throws what went wrong there, with the last words of the process. */
  async request<K extends keyof R & string>(name: K, ask: R[K]['ask']): Promise<R[K]['answer']> {
    const id = this.next
    this.next += 1
    const answer = await new Promise<Answer>((resolve) => {
      if (!this.child.connected) return resolve({ id, error: `the process is gone:\n${this.output}` })
      this.waiting.set(id, resolve)
      this.child.send({ id, name, ask })
    })
    if (answer.error !== undefined) throw new Error(`${name}: ${answer.error}`)
    return answer.value
  }

  /** Closes the channel, upon which the process stops with care. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const gone = once(this.child, 'exit')
    if (this.child.connected) this.child.disconnect()
    await gone
  }
}

type Handlers = Record<string, (ask: never) => unknown>

/** Answers the parent's requests until it lets go, then runs `stop`. */
export function serveRequests(handlers: Handlers, stop: () => Promise<void>): void {
  process.on('message', ({ id, name, ask }: { id: number; name: string; ask: never }) => {
    const run = async () => {
      const handler = handlers[name]
      if (!handler) throw new Error('no such request')
      return handler(ask)
    }
    run().then(
      (value) => process.send?.({ id, value }),
      (error: unknown) =>
        process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  process.once('disconnect', () => {
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  })
}

/** Milliseconds of the machine's monotonic clock, the same in every process. */
export function readMonotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
