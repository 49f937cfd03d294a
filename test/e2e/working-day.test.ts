import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import {
  type Agent,
  ava,
  eventually,
  expectNoText,
  expectText,
  openConsole,
  pressKeyOf,
  signInAvailable,
} from './support/console.ts'
import { openCentralFile, readDrafts } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'
import { addQueue, endSessionTime } from './support/set-up.ts'

const unhurried = '+12025550190'
const hasty = '+12025550191'
const nora: Agent = { name: 'Nora Berg', login: 'admin', userId: 'demo-admin' }
const carmen: Agent = { name: 'Carmen Diaz', login: 'carmen', userId: 'demo-carmen' }
const sofia: Agent = { name: 'Sofia Ibarra', login: 'sofia', userId: 'demo-sofia' }
const ownPassword = 'a sentence only Ava would think of'

/** What interrupts an agent's day, on the real stack. Steps build on each other. */
describe.skipIf(explainMissingBrowser() !== undefined)("an agent's day and its interruptions", () => {
  let product: Product
  let browser: Browser
  let admin: string
  let page: Page

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    admin = await product.signIn('admin', 'ringdesk-demo')
    const members = [ava.userId]
    const rules = { offerMs: 300_000, wrapUpMs: 600_000, wrapUpExtensions: 0 }
    await addQueue(product, admin, { name: 'VIP', number: unhurried, members, rules })
    await addQueue(product, admin, { name: 'Brief', number: hasty, members, rules: { ...rules, wrapUpMs: 6_000 } })
    page = await openConsole(browser, product.webUrl)
    await signInAvailable(page, ava)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const takeCall = async (from: string, to: string) => {
    await product.api(admin, 'POST', '/simulator/calls', { from, to, talkMs: 3_600_000, patienceMs: 3_600_000 })
    await page.getByRole('button', { name: /^Answer/ }).waitFor()
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
  }
  const endCall = async () => {
    await pressKeyOf(page, 'F4', /^End/)
    await expectText(page, 'Call ended')
  }
  const countNotes = (text: string): number => {
    const db = openCentralFile(product.dataDir)
    try {
      return (db.prepare('select count(*) as n from note where text = ?').get(text) as { n: number }).n
    } finally {
      db.close()
    }
  }
  const logIn = async (within: Locator, password: string) => {
    await within.getByRole('textbox', { name: 'Login' }).fill('ava')
    await within.getByRole('textbox', { name: 'Password' }).fill(password)
    await within.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
  const goAvailable = async () => {
    await page.getByRole('button', { name: /Change my state/ }).click()
    await page.getByRole('menuitem', { name: /^Available/ }).click()
    await expectText(page, 'Waiting for the next call')
  }

  it('asks for a break during a call, thinks again, and is not sent on it', async () => {
    await takeCall(castNumbers.maya, unhurried)
    await page.keyboard.press('Control+2')
    await expectText(page, 'Break after this call')
    await page.getByRole('button', { name: 'Cancel: Break after this call' }).click()
    await expectNoText(page, 'Break after this call')
    await page.getByLabel('Call notes').fill('No break after all.')
    await page.getByRole('radio', { name: /No action/ }).click()
    await endCall()
    await page.getByRole('button', { name: 'Save & finish' }).click()
    await page.getByRole('button', { name: /Change my state.*After a call/ }).waitFor()
    await goAvailable()
  })

  it('keeps a half-written note when the time of the log-in is over, and takes a one-time password', async () => {
    const note = 'Half a sentence when the log-in ran out, and the rest after it.'
    await takeCall(castNumbers.maya, unhurried)
    await page.getByLabel('Call notes').fill(note.slice(0, 30))
    await endCall()
    endSessionTime(product.dataDir, ava.userId)
    await expectText(page, /Your session has expired/)
    await page.getByLabel('Call notes').fill(note)
    const { body } = await product.api(admin, 'POST', `/users/${ava.userId}/one-time-password`)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await logIn(dialog, (body as { oneTimePassword: string }).oneTimePassword)
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
    await dialog.getByLabel('New password', { exact: true }).fill(ownPassword)
    await dialog.getByLabel('New password again', { exact: true }).fill(ownPassword)
    await dialog.getByRole('button', { name: 'Change and sign in' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expectNoText(page, /Your session has expired/)
    expect(await page.getByLabel('Call notes').inputValue()).toBe(note)
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.getByRole('button', { name: 'Save & finish' }).click()
    await eventually(
      () => countNotes(note),
      (n) => expect(n).toBe(1),
    )
    await goAvailable()
  })

  it('keeps a half-written note when an administrator ends the session in the middle of it', async () => {
    const note = 'Half a sentence when an administrator came in between.'
    await takeCall(castNumbers.maya, unhurried)
    await page.getByLabel('Call notes').fill(note)
    await eventually(
      () => readDrafts(product.dataDir, ava.userId),
      (drafts) => expect(drafts).toContain(note),
    )
    await product.api(admin, 'PATCH', `/users/${ava.userId}`, { disabled: true })
    await product.api(admin, 'PATCH', `/users/${ava.userId}`, { disabled: false })
    await expectText(page, /You were signed out/)
    await logIn(page.locator('body'), ownPassword)
    // somebody is on the line: the console comes first
    await expectText(page, 'Live call')
    await eventually(
      () => page.getByLabel('Call notes').inputValue(),
      (text) => expect(text).toBe(note),
    )
    await endCall()
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.getByRole('button', { name: 'Save & finish' }).click()
    await eventually(
      () => countNotes(note),
      (n) => expect(n).toBe(1),
    )
  })

  it('finds the notes of a wrap-up that ran out of time, and finishes them later', async () => {
    const note = 'Written too slowly for the clock.'
    await goAvailable()
    await takeCall(castNumbers.elena, hasty)
    await page.getByLabel('Call notes').fill(note)
    await endCall()
    const task = page.getByRole('complementary', { name: 'My work' }).getByRole('button', { name: /Unfinished/ })
    await task.click()
    await expectText(page, 'Wrap-up ran out before this was saved. What you typed is below.')
    expect(await page.getByLabel('Call notes').inputValue()).toBe(note)
    await page.getByRole('button', { name: /^Save & complete/ }).click()
    await expectText(page, /Still needed: outcome/)
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.getByRole('button', { name: /^Save & complete/ }).click()
    await task.waitFor({ state: 'detached' })
    await eventually(
      () => countNotes(note),
      (n) => expect(n).toBe(1),
    )
  })

  it('does not ask who serves no queue to wait for calls', async () => {
    const own = await openConsole(browser, product.webUrl, { viewport: { width: 1280, height: 720 } })
    await own.getByRole('button', { name: new RegExp(carmen.name) }).click()
    await own.getByRole('heading', { name: 'Ready check' }).waitFor()
    await own.getByRole('button', { name: /^Not ready/ }).click()
    await expectText(own, /You serve no queue, so no call comes to you/)
    expect(await own.getByRole('button', { name: 'Go available' }).count()).toBe(0)
    await own.context().close()
  })

  for (const person of [nora, sofia])
    it(`gives ${person.name}, who is no agent, a whole workplace at the first log-in`, async () => {
      const own = await openConsole(browser, product.webUrl, { viewport: { width: 1280, height: 720 } })
      const problems: string[] = []
      own.on('pageerror', (error) => problems.push(error.message))
      await own.getByRole('button', { name: new RegExp(person.name) }).click()
      await own.getByRole('heading', { name: 'Ready check' }).waitFor()
      await own.getByRole('button', { name: /^Not ready/ }).click()
      await own.getByRole('navigation').first().waitFor()
      await expectText(own, 'Synced')
      await own.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Customers' }).click()
      await own.getByLabel('Search customers').first().fill('okafor')
      await own.getByText('Maya Okafor').first().click()
      await own.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor()
      expect(problems).toEqual([])
      await own.context().close()
    })
})
