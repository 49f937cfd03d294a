import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { ava, eventually, expectText, mei, openConsole, pressKeyOf, signInAvailable } from './support/console.ts'
import { inspectScreen } from './support/inspect-screen.ts'
import { openCentralFile } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'
import { addQueue } from './support/set-up.ts'

const line = '+12025550191'

/** Favourites of the directory, by keyboard alone, on the real stack. */
describe.skipIf(explainMissingBrowser() !== undefined)('favourites', () => {
  let product: Product
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    const admin = await product.signIn('admin', 'ringdesk-demo')
    const rules = { offerMs: 300_000, wrapUpMs: 600_000, wrapUpExtensions: 0 }
    await addQueue(product, admin, { name: 'VIP', number: line, members: [ava.userId], rules })
    page = await openConsole(browser, product.webUrl, { viewport: { width: 1280, height: 720 } })
    await signInAvailable(page, ava)
    const call = { from: castNumbers.maya, to: line, talkMs: 3_600_000, patienceMs: 3_600_000 }
    await product.api(admin, 'POST', '/simulator/calls', call)
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const openDirectory = async () => {
    await pressKeyOf(page, 'F8', /^Transfer/)
    await page.getByRole('combobox', { name: 'Name, queue or number' }).waitFor()
  }
  const readCentral = () => {
    const db = openCentralFile(product.dataDir)
    try {
      return db.prepare('select user_id, kind, target from favourite order by kind').all()
    } finally {
      db.close()
    }
  }

  it('are marked with a key, stand first when the directory is opened again, and are kept at central', async () => {
    await openDirectory()
    await page.keyboard.type(mei.name)
    await page.getByRole('option', { name: new RegExp(mei.name), selected: true }).waitFor()
    await page.keyboard.press('Control+d')
    const favourites = page.getByRole('group', { name: 'Favourites' })
    await favourites.getByRole('option', { name: new RegExp(mei.name) }).waitFor()
    await eventually(readCentral, (rows) =>
      expect(rows).toEqual([{ user_id: ava.userId, kind: 'agent', target: mei.userId }]),
    )
    await page.keyboard.press('Escape')
    await page.reload()
    await expectText(page, 'Live call')
    await openDirectory()
    await favourites.getByRole('option', { name: new RegExp(mei.name), selected: true }).waitFor()
    expect(await inspectScreen(page, 'favourites', new Set())).toEqual([])
  })

  it('are taken away with the same key', async () => {
    await page.getByRole('button', { name: `Remove from favourites: ${mei.name}` }).waitFor()
    await page.keyboard.press('Control+d')
    await page.getByRole('group', { name: 'Favourites' }).waitFor({ state: 'detached' })
    await eventually(readCentral, (rows) => expect(rows).toEqual([]))
  })

  it('hold contacts, found by name in English and Chinese, and name them when the directory is opened again', async () => {
    await page.getByRole('combobox', { name: 'Name, queue or number' }).fill('')
    await page.keyboard.type('elena du')
    const contacts = page.getByRole('group', { name: 'Contacts' })
    await contacts.getByRole('option', { name: /Elena Duarte/, selected: true }).waitFor()
    // central was asked and says whose it is
    await page.getByRole('button', { name: /^Transfer now/, disabled: false }).waitFor()
    expect(await inspectScreen(page, 'contacts', new Set())).toEqual([])
    await page.keyboard.press('Control+d')
    const favourites = page.getByRole('group', { name: 'Favourites' })
    await favourites.getByRole('option', { name: /Elena Duarte/ }).waitFor()
    await eventually(readCentral, (rows) =>
      expect(rows).toEqual([{ user_id: ava.userId, kind: 'number', target: castNumbers.elena }]),
    )
    await page.getByRole('combobox', { name: 'Name, queue or number' }).fill('雨桐')
    await contacts.getByRole('option', { name: /陈雨桐/ }).waitFor()
    await page.keyboard.press('Escape')
    await page.reload()
    await expectText(page, 'Live call')
    await openDirectory()
    await favourites.getByRole('option', { name: /Elena Duarte/, selected: true }).waitFor()
    expect(await inspectScreen(page, 'favourite-contact', new Set())).toEqual([])
  })

  it('are called by the key that asks first', async () => {
    await page.getByRole('button', { name: /^Ask first/, disabled: false }).waitFor()
    await page.keyboard.press('Enter')
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Elena Duarte' })
      .filter({ hasText: /Ringing|Talking/ })
      .waitFor()
  })
})
