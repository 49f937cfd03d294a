import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { ava, eventually, expectText, openConsole, pressKeyOf, signInAvailable } from './support/console.ts'
import { openCentralFile } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'
import { addQueue } from './support/set-up.ts'

const number = '+12025550190'

/** Two windows on one desk, closed and left in the middle of a call. Steps build on each other. */
describe.skipIf(explainMissingBrowser() !== undefined)('leaving in a call', () => {
  let product: Product
  let browser: Browser
  let page: Page
  let other: Page

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    const admin = await product.signIn('admin', 'ringdesk-demo')
    const rules = { offerMs: 300_000, wrapUpMs: 600_000 }
    await addQueue(product, admin, { name: 'VIP', number, members: [ava.userId], rules })
    page = await openConsole(browser, product.webUrl)
    await signInAvailable(page, ava)
    other = await page.context().newPage()
    await other.goto(product.webUrl)
    await other
      .getByRole('navigation')
      .first()
      .or(other.getByRole('heading', { name: /ready check/i }))
      .first()
      .waitFor()
    const call = { from: castNumbers.maya, to: number, talkMs: 3_600_000, patienceMs: 3_600_000 }
    await product.api(admin, 'POST', '/simulator/calls', call)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const readLine = () => {
    const db = openCentralFile(product.dataDir)
    try {
      const calls = db.prepare('select state, ended_by from call').all()
      const legs = db.prepare("select role, state from leg where state <> 'ended' order by role").all()
      return { calls, legs }
    } finally {
      db.close()
    }
  }
  const talking = {
    calls: [{ state: 'connected', ended_by: null }],
    legs: [
      { role: 'agent', state: 'up' },
      { role: 'customer', state: 'up' },
    ],
  }
  const notes = (window: Page) => window.getByLabel('Call notes')

  it('two windows ring together, and what is done or written in one stands in the other', async () => {
    await page.getByRole('button', { name: /^Answer/ }).waitFor()
    await other.getByRole('button', { name: /^Answer/ }).waitFor()
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
    await expectText(other, 'Live call')
    await notes(page).fill('Half a sentence')
    await eventually(
      () => notes(other).inputValue(),
      (text) => expect(text).toBe('Half a sentence'),
    )
    await notes(other).fill('Half a sentence, and the rest')
    await eventually(
      () => notes(page).inputValue(),
      (text) => expect(text).toBe('Half a sentence, and the rest'),
    )
    await eventually(readLine, (line) => expect(line).toEqual(talking))
  })

  it('closing a window asks first; staying changes nothing, and closing all the same drops no line', async () => {
    const asked: string[] = []
    other.once('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await other.close({ runBeforeUnload: true })
    await eventually(
      () => asked,
      (types) => expect(types).toEqual(['beforeunload']),
    )
    await expectText(other, 'Live call')
    for (const window of [other, page]) {
      window.once('dialog', (dialog) => void dialog.accept())
      const closed = new Promise((resolve) => window.once('close', resolve))
      await window.close({ runBeforeUnload: true })
      await closed
    }
    expect(readLine()).toEqual(talking)
    page = (await browser.contexts()[0]?.newPage()) as Page
    await page.goto(product.webUrl)
    await expectText(page, 'Live call')
    await eventually(
      () => notes(page).inputValue(),
      (text) => expect(text).toBe('Half a sentence, and the rest'),
    )
    expect(readLine()).toEqual(talking)
  })

  it('signing out asks first, and leaves the line up: the call is there at the next sign-in', async () => {
    const askToSignOut = async () => {
      await page.getByRole('button', { name: /^Account of/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.getByRole('dialog').getByText('Sign out during a call?').waitFor()
    }
    await askToSignOut()
    await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expectText(page, 'Live call')
    await askToSignOut()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: new RegExp(ava.name) }).waitFor()
    expect(readLine()).toEqual(talking)
    await page.getByRole('button', { name: new RegExp(ava.name) }).click()
    await expectText(page, 'Live call')
    expect(readLine()).toEqual(talking)
    await pressKeyOf(page, 'F4', /^End/)
    await eventually(readLine, (line) =>
      expect(line).toEqual({ calls: [{ state: 'ended', ended_by: 'agent' }], legs: [] }),
    )
  })
})
