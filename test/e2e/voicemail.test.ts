import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { ava, eventually, expectText, mei, openConsole, signInAvailable } from './support/console.ts'
import { chooseLanguage, openGallery, openSettingsWindow } from './support/look.ts'
import { openCentralFile } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'
import { addQueue } from './support/set-up.ts'

const desk = '+12025550191'

/** Callers whom nobody serves leave messages, and the people of the queue work them, on the real stack. */
describe.skipIf(explainMissingBrowser() !== undefined)('voicemail', () => {
  let product: Product
  let browser: Browser
  let avas: Page
  let settings: Page
  const gallery = openGallery('voicemail', (language) => chooseLanguage(settings, language))

  const read = (sql: string) => {
    const db = openCentralFile(product.dataDir)
    try {
      return db.prepare(sql).all() as Record<string, unknown>[]
    } finally {
      db.close()
    }
  }

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    const admin = await product.signIn('admin', 'ringdesk-demo')
    const rules = { treatment: 'voicemail' }
    await addQueue(product, admin, { name: 'Night desk', number: desk, members: [ava.userId, mei.userId], rules })
    const call = { to: desk, patienceMs: 3_600_000 }
    for (const from of [castNumbers.maya, null]) {
      await product.api(admin, 'POST', '/simulator/calls', { ...call, from, messageMs: 6_000 })
    }
    await product.api(admin, 'POST', '/simulator/calls', { ...call, from: castNumbers.elena, messageMs: 0 })
    await eventually(
      () => read("select id from recording where purpose = 'message' and stored_at is not null"),
      (stored) => expect(stored).toHaveLength(2),
    )
    avas = await openConsole(browser, product.webUrl, { viewport: { width: 1280, height: 720 } })
    await signInAvailable(avas, ava)
    settings = await openSettingsWindow(avas)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it('waits for whoever serves the queue, who said nothing left nothing', async () => {
    const list = avas.getByRole('region', { name: 'Voicemail' })
    await list.getByRole('button', { name: /Take on Maya/ }).waitFor()
    expect(await list.getByRole('button').count()).toBe(2)
    await list.getByText('Number withheld').first().waitFor()
    await gallery.look(avas, 'waiting')
    expect(gallery.faults.splice(0)).toEqual([])
  })

  it('is taken on by one, is gone for the others, and is heard', async () => {
    const meis = await openConsole(browser, product.webUrl, { viewport: { width: 1280, height: 720 } })
    await signInAvailable(meis, mei)
    const here = avas.getByRole('region', { name: 'Voicemail' })
    const there = meis.locator('section').filter({ hasText: /Maya/ }).getByRole('button')
    await there.first().waitFor()
    await here.getByRole('button', { name: /Take on Maya/ }).click()
    await avas.getByRole('button', { name: 'Play message' }).waitFor()
    await expect.poll(() => there.filter({ hasText: /Maya/ }).count(), { timeout: 10_000 }).toBe(0)
    await gallery.look(avas, 'taken')
    expect(gallery.faults.splice(0)).toEqual([])
    await avas.getByRole('button', { name: 'Play message' }).click()
    await avas.getByRole('dialog').getByRole('button', { name: /^Play/ }).click()
    const audio = () =>
      avas.evaluate(() => {
        const element = document.querySelector('audio[src^="/recordings/"]') as HTMLAudioElement
        return { at: element.currentTime, length: element.duration, failed: element.error !== null }
      })
    await eventually(audio, ({ at, failed }) => expect([at > 0.3, failed]).toEqual([true, false]))
    expect((await audio()).length).toBeCloseTo(6, 0)
    await avas.keyboard.press('Escape')
    await meis.context().close()
  })

  it('is called back from, done, and stands in the customer’s story as a message', async () => {
    await avas.getByRole('button', { name: /Mark as done/ }).click()
    // done, it leads back to the list: only then elsewhere
    await avas.getByRole('button', { name: /Mark as done/ }).waitFor({ state: 'detached' })
    await eventually(
      () => read("select status from task where kind = 'voicemail' and assignee_id is not null"),
      (rows) => expect(rows).toEqual([{ status: 'done' }]),
    )
    expect(read("select result from interaction where result = 'voicemail'")).toHaveLength(2)
    const [row] = read("select customer_id from recording where purpose = 'message' and customer_id is not null")
    await avas.evaluate((id) => {
      window.location.hash = `/customers/${id}`
    }, String(row?.customer_id))
    await expectText(avas, 'Voicemail left')
  })
})
