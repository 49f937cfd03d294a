import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BenchProcess } from '#bench/lib/bench-process.ts'
import { buildConsole } from '#bench/lib/build-console.ts'
import { launchBrowser } from '#test/support/browser.ts'
import { openConsole } from './console-side.ts'
import { openFloor } from './floor-side.ts'
import type { CentralRequests, FloorRequests, WebRequests } from './requests.ts'

export type Rig = {
  ours: Awaited<ReturnType<typeof openConsole>>
  floor: Awaited<ReturnType<typeof openFloor>>
  stop(): Promise<void>
}

/** Central, web shell and floor as processes of their own on one site, and both pages in one browser. */
export async function startRig(site: string): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-bench-run-'))
  const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const stop = async () => {
    for (const undo of stops.splice(0).reverse()) await undo()
  }
  try {
    const consoleDir = join(folder, 'console')
    await buildConsole(consoleDir)
    const env = {
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
    const central = start<CentralRequests>('central-process.ts', env)
    const centralUrl = await central.request('url', null)
    const web = start<WebRequests>('web-process.ts', { ...env, RINGDESK_CENTRAL_URL: centralUrl })
    const floorProcess = start<FloorRequests>('floor-process.ts', env)
    const browser = await launchBrowser()
    stops.push(() => browser.close())
    const newContext = () =>
      browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', reducedMotion: 'reduce' })
    const ours = await openConsole({ central, web }, await newContext())
    const floor = await openFloor(floorProcess, await newContext(), await ours.takePage())
    return { ours, floor, stop }
  } catch (error) {
    await stop()
    throw error
  }

  function start<R extends Record<string, { ask: unknown; answer: unknown }>>(
    script: string,
    env: Record<string, string>,
  ) {
    const started = BenchProcess.start<R>(join(import.meta.dirname, script), env)
    stops.push(() => started.stop())
    return started
  }
}
