import type { BrowserContext } from 'playwright-core'
import type { BenchProcess } from '#bench/lib/bench-process.ts'
import type { Sample } from '#bench/lib/measure-line.ts'
import type { CentralRequests, WebRequests } from '#bench/product/requests.ts'
import { signIn, waitUntilAvailable } from '#bench/product/sign-in.ts'
import { demoQueueNumbers } from '#central/demo/queues.ts'
import callTexts from '#renderer/call/i18n/en.json' with { type: 'json' }
import type { Caller } from './callers.ts'
import type { Pictured } from './floor-side.ts'
import { RingingPage } from './ringing-page.ts'
import { takePage, takeRegions } from './still-picture.ts'
import type { Sight } from './watch-ring.ts'

export type Product = { central: BenchProcess<CentralRequests>; web: BenchProcess<WebRequests> }

/** The real console, signed in as an agent of the demo and Available. */
export async function openConsole({ central, web }: Product, context: BrowserContext) {
  const ringing = await RingingPage.open(context)
  const { page } = ringing
  await signIn(page, await web.request('url', null))
  await ringing.restPointer()

  /** No ring on screen, and the next call may come. */
  async function waitUntilFree(): Promise<void> {
    await page.locator(`#region-call section[aria-label="${callTexts.ring.region}"]`).waitFor({ state: 'detached' })
    await waitUntilAvailable(page)
  }

  return {
    calibrate: () => ringing.calibrate(),
    uncertainty: () => ringing.uncertainty,
    takePage: () => takePage(page),
    /** One ring, timed; and what it painted, for the floor. */
    async ring(caller: Caller, sight: Sight): Promise<{ sample: Sample; pictured: Pictured }> {
      let placed: CentralRequests['place']['answer'] | undefined
      const marks = await ringing.paint({ name: caller.name, sight }, async () => {
        placed = await central.request('place', { from: caller.number, to: demoQueueNumbers.goldChina })
      })
      if (!placed) throw new Error('painted before it was placed')
      const { callId, arrivedAt, storedAt } = placed
      const picture = await takeRegions(page, caller.name)
      // names repeat among a million customers, numbers do not
      if (!picture.main.replaceAll(/\D/g, '').includes(caller.number.slice(3))) {
        throw new Error(`the record shown is of another ${caller.name}`)
      }
      const { deskAt, consoleAt } = await web.request('hops', null)
      await central.request('hangUp', { callId })
      await waitUntilFree()
      const stages = {
        'adapter → stored by central': storedAt - arrivedAt,
        'stored → received by the desk': deskAt - storedAt,
        'desk → sent to the console': consoleAt - deskAt,
        'sent → received by the console': marks.received - consoleAt,
        'received → drawn': marks.drawn - marks.received,
        'drawn → painted': marks.painted - marks.drawn,
      }
      return { sample: { ms: marks.painted - arrivedAt, stages }, pictured: { caller, sight, picture } }
    },
  }
}
