import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { ava, eventually, expectText, openConsole, pressKeyOf, signInAvailable } from './support/console.ts'
import { chooseLanguage, openGallery, openSettingsWindow } from './support/look.ts'
import { openCentralFile } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'
import { addQueue } from './support/set-up.ts'

const vip = '+12025550190'

/** A call is recorded, paused and heard again, on the real stack. Steps build on each other. */
describe.skipIf(explainMissingBrowser() !== undefined)('a recorded call', () => {
  let product: Product
  let browser: Browser
  let page: Page
  let settings: Page
  const gallery = openGallery('recording', (language) => chooseLanguage(settings, language))

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    const admin = await product.signIn('admin', 'ringdesk-demo')
    const rules = { offerMs: 300_000, wrapUpMs: 600_000, wrapUpExtensions: 0, recordCalls: true }
    await addQueue(product, admin, { name: 'VIP', number: vip, members: [ava.userId], rules })
    page = await openConsole(browser, product.webUrl, { viewport: { width: 1280, height: 720 } })
    await signInAvailable(page, ava)
    settings = await openSettingsWindow(page)
    const call = { from: castNumbers.maya, to: vip, talkMs: 3_600_000, patienceMs: 3_600_000 }
    await product.api(admin, 'POST', '/simulator/calls', call)
    await pressKeyOf(page, 'F2', /^Answer/)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })
  const readRecording = () => {
    const db = openCentralFile(product.dataDir)
    try {
      return db.prepare('select * from recording where call_id is not null').get() as Record<string, unknown>
    } finally {
      db.close()
    }
  }
  const audio = () =>
    page.evaluate(() => {
      const element = document.querySelector('audio[src^="/recordings/"]') as HTMLAudioElement
      return { at: element.currentTime, length: element.duration, failed: element.error !== null }
    })

  it('says that it records when the line does, and opens for card data when the line has paused', async () => {
    await expectText(page, 'Recording')
    await gallery.look(page, 'recording')
    await page.keyboard.press('Alt+r')
    await expectText(page, 'Card data may be said now')
    await expectText(page, 'Recording paused')
    const notes = page.getByRole('textbox', { name: 'Call notes' })
    // its check digit is wrong: a card that was misheard
    await notes.pressSequentially('card 4111 1111 1111 1112 pays 49.90')
    expect(await notes.inputValue()).toBe('card •••• •••• •••• •••• pays 49.90')
    await gallery.look(page, 'card-data')
    await page.getByRole('button', { name: /^Resume recording/ }).click()
    await expectText(page, 'Recording')
    await page.getByText('Card data may be said now').waitFor({ state: 'detached' })
    expect(gallery.faults.splice(0)).toEqual([])
  })

  it('would be lost with its customer, and that is said before', async () => {
    await page.getByRole('button', { name: 'Not this customer?' }).first().click()
    await expectText(page, /deleted for good unless/)
    await gallery.look(page, 'relink')
    await page.keyboard.press('Escape')
    expect(gallery.faults.splice(0)).toEqual([])
  })

  it('ends when the customer declines, in the middle of the call', async () => {
    await page.getByRole('button', { name: 'Edit customer' }).first().click()
    await page.getByRole('combobox', { name: 'Recording of calls' }).click()
    await page.getByRole('option', { name: 'Declined' }).click()
    await gallery.look(page, 'declined')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expectText(page, 'This call is not recorded any more.')
    await expectText(page, 'No recording')
    await gallery.look(page, 'not-recorded')
    expect(gallery.faults.splice(0)).toEqual([])
  })

  it('is heard soon after the call, with its pause marked', async () => {
    await pressKeyOf(page, 'F4', /^End/)
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.keyboard.press('Control+Enter')
    await eventually(readRecording, ({ stored_at }) => expect(stored_at).not.toBeNull())
    const { customer_id: customerId } = readRecording()
    await page.evaluate((id) => {
      window.location.hash = `/customers/${id}`
    }, String(customerId))
    await page.getByRole('tab', { name: /Files/ }).click()
    await page.getByRole('button', { name: /^Play/ }).first().click()
    await expectText(page, /Hatched: not recorded, 1 pause/)
    await gallery.look(page, 'player')
    expect(gallery.faults.splice(0)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: /^Play/ }).click()
    await eventually(audio, ({ at, failed }) => expect([at > 0.3, failed]).toEqual([true, false]))
    expect((await audio()).length).toBeCloseTo(Number(readRecording().duration_ms) / 1_000, 0)
  })

  it('is played from any place, and each time is in the audit log', async () => {
    await page.getByRole('slider', { name: 'Place in the recording' }).fill('2000')
    await eventually(audio, ({ at }) => expect(at).toBeGreaterThanOrEqual(2))
    const db = openCentralFile(product.dataDir)
    const heard = db.prepare("select count(*) as count from audit where action = 'recording.played'").get()
    db.close()
    expect(heard).toMatchObject({ count: expect.any(Number) })
    expect((heard as { count: number }).count).toBeGreaterThan(0)
  })
})
