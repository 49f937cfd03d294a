import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Order, Outcome } from './orders.ts'

export type Campaign = {
  /** the first seed */
  seed: number
  seeds: number
  steps: number
  bug?: string
  traces?: boolean
  /** ends with the first world that failed */
  untilFound?: boolean
  workers?: number
  heard?(outcome: Outcome, done: number): void
}

/** Small enough that both processes end together, large enough that asking costs nothing. */
const AT_ONCE = 10
/** A world takes a fraction of a second: a worker that is silent for so long hangs. */
const SILENT_MS = 120_000

/** Runs many worlds in processes of their own; answers those that failed, by seed. */
export async function runCampaign(campaign: Campaign): Promise<{ done: number; failed: Outcome[] }> {
  const { seed, seeds, steps, bug = null, traces = false } = campaign
  const failed: Outcome[] = []
  let next = seed
  let done = 0
  let over = false

  function takeOrder(): Order | null {
    const count = Math.min(AT_ONCE, seed + seeds - next)
    if (over || count <= 0) return null
    next += count
    return { seed: next - count, count, steps, bug, traces }
  }

  function serve(child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      let open = 0
      let current = seed
      let watchdog: NodeJS.Timeout | undefined
      const watch = () => {
        clearTimeout(watchdog)
        watchdog = setTimeout(() => {
          over = true
          child.kill('SIGKILL')
          reject(new Error(`a worker reported nothing for ${SILENT_MS / 1000} seconds: it hangs at seed ${current}`))
        }, SILENT_MS)
      }
      // disconnecting twice is an error, and answers sent before it still come in
      const dismiss = () => {
        if (child.connected) child.disconnect()
      }
      const give = () => {
        const order = takeOrder()
        if (!order) return dismiss()
        open = order.count
        current = order.seed
        child.send(order)
      }
      child.on('message', (message: 'ready' | Outcome) => {
        watch()
        if (message === 'ready') return give()
        done += 1
        open -= 1
        current = message.seed + 1
        campaign.heard?.(message, done)
        if (message.failures.length > 0) {
          failed.push(message)
          if (campaign.untilFound) over = true
        }
        if (over) dismiss()
        else if (open === 0) give()
      })
      child.once('error', reject)
      child.once('exit', (code) => {
        clearTimeout(watchdog)
        if (code === 0) resolve()
        else reject(new Error(`a worker ended with ${code} at seed ${current}`))
      })
      watch()
    })
  }

  const worker = fileURLToPath(new URL('./worker.ts', import.meta.url))
  const children = Array.from({ length: campaign.workers ?? 2 }, () => fork(worker, { execArgv: [] }))
  await Promise.all(children.map(serve))
  return { done, failed: failed.sort((a, b) => a.seed - b.seed) }
}

/** How to see this world again. */
export function sayReplay({ seed, failures }: Outcome, steps: number): string {
  const [first = '', ...rest] = failures
  const more = rest.length > 0 ? `\n  and ${rest.length} more` : ''
  return `seed ${seed}: ${first}${more}\n  replay: npm run simulate -- --seeds 1 --seed ${seed} --steps ${steps} --trace`
}
