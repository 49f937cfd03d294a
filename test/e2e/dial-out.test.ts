import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { ava, expectNoText, expectText, openConsole, pressKeyOf, signInAvailable } from './support/console.ts'
import { chooseLanguage, openGallery, openSettingsWindow } from './support/look.ts'
import { openCentralFile } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'
import { addQueue } from './support/set-up.ts'

const vip = '+12025550190'
/** on the simulated network: nobody picks up, and a line that is taken */
const neverAnswers = '+12025550002'
const busy = '+12025550001'
/** a machine picks up */
const machine = '+12025550006'

/** An agent calls somebody, on the real stack. Steps build on each other. */
describe.skipIf(explainMissingBrowser() !== undefined)('an agent calls somebody', () => {
  let product: Product
  let browser: Browser
  let page: Page
  let settings: Page
  const gallery = openGallery('dial-out', (language) => chooseLanguage(settings, language))

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    const admin = await product.signIn('admin', 'ringdesk-demo')
    const rules = { offerMs: 300_000, wrapUpMs: 600_000, wrapUpExtensions: 0 }
    await addQueue(product, admin, { name: 'VIP', number: vip, members: [ava.userId], rules })
    page = await openConsole(browser, product.webUrl, { viewport: { width: 1280, height: 720 } })
    await signInAvailable(page, ava)
    settings = await openSettingsWindow(page)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const field = () => page.getByRole('combobox', { name: 'Call a name or number' })
  const finish = async () => {
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.keyboard.press('Control+Enter')
    await field().waitFor()
  }
  const readCentral = <T>(sql: string): T[] => {
    const db = openCentralFile(product.dataDir)
    try {
      return db.prepare(sql).all() as T[]
    } finally {
      db.close()
    }
  }

  it('sees whose number was typed, in every language and theme', async () => {
    await field().waitFor()
    await page.keyboard.press('Alt+p')
    await page.keyboard.type('+31 10 794 2216')
    await expectText(page, 'Maya Okafor')
    await page.getByLabel('Number they see').selectOption({ label: '(202) 555-0190' })
    await gallery.look(page, 'known-number')
    expect(gallery.faults.splice(0)).toEqual([])
  })

  it('has the record and the notes while it rings, talks, and writes it up like any call', async () => {
    await field().press('Enter')
    await page.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor()
    await page.getByLabel('Call notes').fill('Called her back about the invoice.')
    await expectText(page, 'Live call')
    await pressKeyOf(page, 'F4', /^End/)
    await expectText(page, /^Call ended · /)
    await finish()
    const [call] = readCentral<object>(
      'select direction, result, number from interaction order by started_at desc limit 1',
    )
    expect(call).toEqual({ direction: 'outbound', result: 'handled', number: castNumbers.maya })
  })

  it('tells that it rings there, in every language and theme, and lets it go', async () => {
    await field().fill(neverAnswers)
    await field().press('Enter')
    await expectText(page, 'Ringing there')
    await gallery.look(page, 'ringing-there')
    expect(gallery.faults.splice(0)).toEqual([])
    await pressKeyOf(page, 'F4', /^End/)
    await expectText(page, 'You ended it before an answer')
    await finish()
  })

  it('tells that a machine picked up, in every language and theme', async () => {
    await field().fill(machine)
    await field().press('Enter')
    await expectText(page, 'Machine answered')
    await gallery.look(page, 'machine')
    expect(gallery.faults.splice(0)).toEqual([])
    await pressKeyOf(page, 'F4', /^End/)
    await finish()
  })

  it('tells in wrap-up why nobody was talked to', async () => {
    await field().fill(busy)
    await field().press('Enter')
    await expectText(page, 'Busy')
    await gallery.look(page, 'busy')
    expect(gallery.faults.splice(0)).toEqual([])
    await finish()
  })

  it('finds whom to call by name, in every language and theme, and calls the number that was chosen', async () => {
    await page.keyboard.press('Alt+p')
    await page.keyboard.type('okafor')
    await page.getByRole('option', { name: /Maya Okafor/, selected: true }).waitFor()
    await gallery.look(page, 'contact')
    await field().fill('zzzzq')
    await expectText(page, 'No contact with a number fits that.')
    await gallery.look(page, 'no-contact')
    expect(gallery.faults.splice(0)).toEqual([])
    await field().fill('okafor')
    await page.getByRole('option', { name: /Maya Okafor/, selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor()
    await expectText(page, 'Live call')
    await pressKeyOf(page, 'F4', /^End/)
    await finish()
  })

  it('calls nobody who asked not to be called, and says so before', async () => {
    const [quiet] = readCentral<{ e164: string }>(
      "select e164 from customer_phone join customer on customer.id = customer_id where do_not_call = 1 and e164 like '+86%' limit 1",
    )
    await field().fill(quiet?.e164 ?? '')
    await expectText(page, 'Whoever has this number asked not to be called.')
    await gallery.look(page, 'do-not-call')
    expect(gallery.faults.splice(0)).toEqual([])
    await expect.poll(() => page.getByRole('button', { name: 'Call', exact: true }).isDisabled()).toBe(true)
    await field().fill('')
  })

  it('calls back from the list of calls and from the palette', async () => {
    await page
      .getByRole('button', { name: 'Call 010 794 2216' })
      .or(page.getByRole('button', { name: /Call \+31/ }))
      .first()
      .click()
    await expectText(page, 'Live call')
    await pressKeyOf(page, 'F4', /^End/)
    await finish()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill(castNumbers.maya)
    await page.getByRole('option', { name: /^Call \+31/ }).click()
    await expectText(page, 'Live call')
    await expectNoText(page, 'Ringing there')
    await pressKeyOf(page, 'F4', /^End/)
    await finish()
  })
})
