import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import type { BenchProcess, Requests } from '#bench/lib/bench-process.ts'
import { buildConsole } from '#bench/lib/build-console.ts'
import { raise } from '#bench/lib/scaffold.ts'
import { launchBrowser } from '#test/support/browser.ts'
import type { CentralRequests, WebRequests } from './requests.ts'

/** The product as it runs at a site: central, web shell and browser, each a process of its own. */
export type BenchProduct = {
  central: BenchProcess<CentralRequests>
  web: BenchProcess<WebRequests>
  browser: Browser
  /** a fresh browser profile, with a window of 1440 × 900 */
  newContext(): Promise<BrowserContext>
  /** starts one more process beside them, in the same environment */
  start<R extends Requests>(script: string): BenchProcess<R>
  stop(): Promise<void>
}

/** Builds the console and starts everything on the SQLite file `site`. Nobody is signed in yet. */
export function startProduct(site: string): Promise<BenchProduct> {
  return raise('run', async (scaffold) => {
    const { folder, onStop, stop } = scaffold
    const consoleDir = join(folder, 'console')
    const env: Record<string, string> = {
      RINGDESK_DATA_DIR: join(folder, 'data'),
      RINGDESK_CENTRAL_PORT: '0',
      RINGDESK_WEB_PORT: '0',
      RINGDESK_DEMO: '1',
      RINGDESK_DEMO_CALLS_PER_HOUR: '0',
      DATABASE_URL: `sqlite:${site}`,
      BENCH_SITE: site,
      BENCH_FLOOR_DB: join(folder, 'floor.db'),
      BENCH_CONSOLE_DIR: consoleDir,
    }
    const start = <R extends Requests>(script: string) => scaffold.start<R>(script, env)
    await buildConsole(consoleDir)
    const central = start<CentralRequests>(join(import.meta.dirname, 'central-process.ts'))
    env.RINGDESK_CENTRAL_URL = await central.request('url', null)
    const web = start<WebRequests>(join(import.meta.dirname, 'web-process.ts'))
    const browser = await launchBrowser()
    onStop(() => browser.close())
    const newContext = () =>
      browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', reducedMotion: 'reduce' })
    return { central, web, browser, newContext, start, stop }
  })
}
