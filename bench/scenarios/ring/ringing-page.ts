import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { readMonotonic } from '#bench/lib/bench-process.ts'
import callTexts from '#renderer/call/i18n/en.json' with { type: 'json' }
import { type PageMarks, type Sight, watchRing } from './watch-ring.ts'

const PAINT_TIMEOUT_MS = 15_000
const ROUND_TRIPS = 300

/** A page that is watched for rings, and its clock related to the machine's. */
export class RingingPage {
  readonly page: Page
  private readonly session: CDPSession
  private settle: (marks: PageMarks) => void = () => {}
  private offset = 0
  /** the shortest round trip of the calibration: the offset is off by at most half of it */
  uncertainty = Number.NaN

  private constructor(page: Page, session: CDPSession) {
    this.page = page
    this.session = session
  }

  /** `prepare` is given the page before it loads anything. */
  static async open(context: BrowserContext): Promise<RingingPage> {
    const page = await context.newPage()
    const ringing = new RingingPage(page, await context.newCDPSession(page))
    await page.exposeBinding('benchPainted', (_source, marks: PageMarks) => ringing.settle(marks))
    await page.addInitScript(watchRing, callTexts.ring.region)
    return ringing
  }

  /** Lays the pointer on the page as a person's lies there: a browser asks at every frame what is under it. */
  restPointer(): Promise<void> {
    const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 }
    return this.page.mouse.move(width / 2, height / 2)
  }

  /** Reads the page's clock many times between two readings of ours; the shortest round trip tells best. */
  async calibrate(): Promise<void> {
    this.uncertainty = Number.POSITIVE_INFINITY
    for (let trip = 0; trip < ROUND_TRIPS; trip += 1) {
      const before = readMonotonic()
      const { result } = await this.session.send('Runtime.evaluate', { expression: 'performance.now()' })
      const after = readMonotonic()
      if (after - before >= this.uncertainty * 2) continue
      this.uncertainty = (after - before) / 2
      this.offset = (before + after) / 2 - Number(result.value)
    }
  }

  /** Lets `ring` happen and waits until the page has painted this caller; times of the machine's clock. */
  async paint({ name, sight }: { name: string; sight: Sight }, ring: () => Promise<void>): Promise<PageMarks> {
    await this.page.evaluate((expected) => window.benchExpect(...expected), [name, sight] as const)
    const painted = new Promise<PageMarks>((resolve) => {
      this.settle = resolve
    })
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(async () => {
        const shown = await this.page.evaluate(() => document.querySelector('#region-main')?.textContent?.slice(0, 300))
        reject(new Error(`the caller was not painted within ${PAINT_TIMEOUT_MS} ms; shown: ${shown}`))
      }, PAINT_TIMEOUT_MS)
    })
    try {
      const [marks] = await Promise.all([Promise.race([painted, tooLong]), ring()])
      const { received, drawn, painted: at } = marks
      return { received: received + this.offset, drawn: drawn + this.offset, painted: at + this.offset }
    } finally {
      clearTimeout(timer)
    }
  }
}
