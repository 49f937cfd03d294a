import { findSite } from '#bench/generate/find-site.ts'
import { type Line, makeLine } from '#bench/lib/line.ts'
import type { BenchOptions, Scenario } from '#bench/lib/scenario.ts'
import { signIn } from '#bench/product/sign-in.ts'
import { startProduct } from '#bench/product/start-product.ts'
import { pickCallers } from '#bench/scenarios/ring/callers.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { measureMemory } from './measure-memory.ts'
import { watchFrames } from './watch-frames.ts'
import { workCall } from './work-call.ts'

const CUSTOMERS = 100_000
const FULL = { warmUp: 30, calls: 500 }
const QUICK = { warmUp: 20, calls: 50 }
const MOST_GROWTH = 1.1
const LONGEST_FRAME_MS = 100

/** Memory after a long day and the longest frame of any ring. Its floors are the console itself and a fixed limit. */
export const longSitting: Scenario = {
  about: 'whole calls in one sitting: what the page holds afterwards, and its longest frame while it rang',
  async run(options) {
    return measureSitting(CUSTOMERS, options.quick ? QUICK : FULL, options)
  },
}

async function measureSitting(
  customers: number,
  { warmUp, calls }: typeof FULL,
  { say }: Pick<BenchOptions, 'say'>,
): Promise<Line[]> {
  const site = await findSite(customers, say)
  const product = await startProduct(site)
  try {
    const context = await product.newContext()
    const page = await context.newPage()
    await page.addInitScript(watchFrames)
    const session = await context.newCDPSession(page)
    await signIn(page, await product.web.request('url', null))
    const random = createSeededRandom(1)
    const callers = pickCallers(site, { customers, count: warmUp + calls, random })
    for (const { number } of callers.slice(0, warmUp)) await workCall(page, product, number)
    const before = await measureMemory(session)
    const shellBefore = await product.web.request('memory', null)
    const frames: number[] = []
    for (const { number } of callers.slice(warmUp)) {
      frames.push(await workCall(page, product, number))
      if (frames.length % 100 === 0) say(`${frames.length} calls: ${printMemory(await measureMemory(session))}`)
    }
    const after = await measureMemory(session)
    const shellAfter = await product.web.request('memory', null)
    say(`after ${warmUp} calls: ${printMemory(before)}; after ${warmUp + calls}: ${printMemory(after)}`)
    say(
      `resident memory of the shell with its desk: ${toMb(shellBefore.rss).toFixed(0)} → ${toMb(shellAfter.rss).toFixed(0)} MB`,
    )
    const none = { floor: {}, ours: {} }
    return [
      makeLine(
        { scenario: `heap of the page after ${calls} more calls`, unit: 'MB', goal: MOST_GROWTH, attempts: 1 },
        [{ floor: [before.heapMb], ours: [after.heapMb] }],
        none,
      ),
      makeLine(
        {
          scenario: `heap of the shell with its desk after ${calls} more calls`,
          unit: 'MB',
          goal: MOST_GROWTH,
          attempts: 1,
        },
        [{ floor: [toMb(shellBefore.heapUsed)], ours: [toMb(shellAfter.heapUsed)] }],
        none,
      ),
      makeLine(
        { scenario: `longest frame of ${calls} rings, beside ${LONGEST_FRAME_MS} ms`, goal: 1, attempts: 1 },
        [{ floor: [LONGEST_FRAME_MS], ours: [Math.max(...frames)] }],
        none,
      ),
    ]
  } finally {
    await product.stop()
  }
}

const toMb = (bytes: number) => bytes / 1_048_576

function printMemory({ heapMb, nodes, listeners }: Awaited<ReturnType<typeof measureMemory>>): string {
  return `${heapMb.toFixed(1)} MB, ${nodes} nodes, ${listeners} listeners`
}
