import type { BrowserContext } from 'playwright-core'
import type { BenchProcess } from '#bench/lib/bench-process.ts'
import type { Sample } from '#bench/lib/measure-line.ts'
import type { Caller } from './callers.ts'
import type { FloorRequests } from './requests.ts'
import { RingingPage } from './ringing-page.ts'
import type { StillPicture } from './still-picture.ts'
import { paintMessages, type Sight } from './watch-ring.ts'

export type Pictured = { caller: Caller; sight: Sight; picture: StillPicture }

/** The floor's page, showing the console's still picture. */
export async function openFloor(process: BenchProcess<FloorRequests>, context: BrowserContext, html: string) {
  await process.request('page', { html })
  const ringing = await RingingPage.open(context)
  const url = await process.request('url', null)
  await ringing.page.goto(`${url}/work`)
  await ringing.page.addScriptTag({ url: `${url}/socket.io/socket.io.js` })
  await ringing.page.evaluate(`(${paintMessages.toString()})(() => io({ transports: ['websocket'] }))`)
  await ringing.restPointer()
  const idle = await ringing.page.evaluate(() => ({
    main: document.getElementById('region-main')?.innerHTML ?? '',
    call: document.getElementById('region-call')?.innerHTML ?? '',
  }))

  return {
    calibrate: () => ringing.calibrate(),
    async ring({ caller, sight, picture }: Pictured): Promise<Sample> {
      await process.request('learn', { number: caller.number })
      await ringing.page.evaluate((next) => {
        window.benchPicture = next
      }, picture)
      let placed: FloorRequests['place']['answer'] | undefined
      const marks = await ringing.paint({ name: caller.name, sight }, async () => {
        placed = await process.request('place', null)
      })
      await ringing.page.evaluate((before) => {
        const set = (id: string, html: string) => {
          const region = document.getElementById(id)
          if (region) region.innerHTML = html
        }
        set('region-main', before.main)
        set('region-call', before.call)
      }, idle)
      if (!placed) throw new Error('painted before it was placed')
      const stages = {
        'trigger → stored': placed.storedAt - placed.arrivedAt,
        'stored → received by the page (look-ups and message)': marks.received - placed.storedAt,
        'received → drawn (innerHTML)': marks.drawn - marks.received,
        'drawn → painted': marks.painted - marks.drawn,
      }
      return { ms: marks.painted - placed.arrivedAt, stages }
    },
  }
}
