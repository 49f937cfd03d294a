import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import {
  ava,
  eventually,
  expectNoText,
  expectText,
  mei,
  openConsole,
  pressKeyOf,
  signInAvailable,
} from './support/console.ts'
import { openCentralFile } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'
import { addQueue } from './support/set-up.ts'

const vip = '+12025550190'
const avasNote = 'Ava: the invoice was promised twice.'
const meisNote = '林晓彤：发票已更正。'

/** Calls handed on between two agents, each in a browser of their own, on the real stack. Steps build on each other. */
describe.skipIf(explainMissingBrowser() !== undefined)('a call is handed on', () => {
  let product: Product
  let browser: Browser
  let admin: string
  let first: Page
  let second: Page

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    admin = await product.signIn('admin', 'ringdesk-demo')
    const rules = { offerMs: 300_000, wrapUpMs: 600_000, wrapUpExtensions: 0 }
    await addQueue(product, admin, { name: 'VIP', number: vip, members: [ava.userId], rules })
    first = await openConsole(browser, product.webUrl, { viewport: { width: 1280, height: 720 } })
    second = await openConsole(browser, product.webUrl)
    await signInAvailable(first, ava)
    await signInAvailable(second, mei)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const takeCall = async (from: string) => {
    await product.api(admin, 'POST', '/simulator/calls', { from, to: vip, talkMs: 3_600_000, patienceMs: 3_600_000 })
    await pressKeyOf(first, 'F2', /^Answer/)
    await expectText(first, 'Live call')
  }
  /** Opens the directory and types, until the line that is looked for is the chosen one. */
  const choose = async (typed: string, line: RegExp) => {
    await pressKeyOf(first, 'F8', /^Transfer/)
    const field = first.getByRole('combobox', { name: 'Name, queue or number' })
    await field.waitFor()
    await first.keyboard.type(typed)
    await first.getByRole('option', { name: line, selected: true }).waitFor()
    // a number is asked about first
    await first.getByRole('button', { name: /^Ask first/, disabled: false }).waitFor()
  }
  const expectPlaces = async (page: Page, customer: string, other: string) => {
    const parties = page.getByRole('list', { name: 'Who is on this call' }).getByRole('listitem')
    await parties.filter({ hasText: 'Maya Okafor' }).filter({ hasText: customer }).waitFor()
    await parties.filter({ hasText: mei.name }).filter({ hasText: other }).waitFor()
  }
  const readCentral = (sql: string): unknown[] => {
    const db = openCentralFile(product.dataDir)
    try {
      return db.prepare(sql).all()
    } finally {
      db.close()
    }
  }
  const finish = async (page: Page) => {
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.keyboard.press('Control+Enter')
  }

  it('rings who is asked with the record and with what was noted', async () => {
    await takeCall(castNumbers.maya)
    await first.getByLabel('Call notes').fill(avasNote)
    await choose(mei.name, new RegExp(mei.name))
    await first.keyboard.press('Enter')
    await expectText(second, `${ava.name} asks you about`)
    await second.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor()
    await expectText(first, 'Consulting')
    await expectPlaces(first, 'On hold', 'Ringing')
  })

  it('goes from the one to the other, joins all three, and leaves them together', async () => {
    await pressKeyOf(second, 'F2', /^Answer/)
    await expectText(second, 'You are asked')
    await expectPlaces(first, 'On hold', 'Talking')
    await pressKeyOf(first, 'F7', /^Swap/)
    await expectPlaces(first, 'Talking', 'On hold')
    await pressKeyOf(first, 'F7', /^Swap/)
    await expectPlaces(first, 'On hold', 'Talking')
    await pressKeyOf(first, 'F9', /^Merge/)
    await expectText(first, 'Three-way call')
    await expectText(second, 'Three-way call')
    await pressKeyOf(first, 'F8', /^Complete transfer/)
    await expectText(first, /^Transferred · /)
    await expectText(second, 'Live call')
  })

  it('is written about by both, and is one contact', async () => {
    await finish(first)
    await expectText(first, 'Waiting for the next call')
    await second.getByLabel('Call notes').fill(meisNote)
    await pressKeyOf(second, 'F4', /^End/)
    await expectText(second, 'Call ended')
    await finish(second)
    await expectText(second, 'Waiting for the next call')
    await eventually(
      () => readCentral(`select distinct interaction_id from note where text in ('${avasNote}', '${meisNote}')`),
      (rows) => expect(rows).toHaveLength(1),
    )
    await eventually(
      () => readCentral(`select user_id from note where text in ('${avasNote}', '${meisNote}') order by 1`),
      (rows) => expect(rows).toEqual([{ user_id: ava.userId }, { user_id: mei.userId }]),
    )
  })

  it('comes back with a reason when who is asked is busy, and is sent on without asking', async () => {
    await takeCall(castNumbers.elena)
    await pressKeyOf(first, 'F10', /^Keypad/)
    await first.getByRole('button', { name: /^5/ }).waitFor()
    await first.keyboard.type('12#')
    await expectText(first, '3 digits sent')
    await first.keyboard.press('Escape')
    await choose('+12025550001', /555/)
    await first.keyboard.press('Enter')
    await expectText(first, /is busy\.$/)
    await first.getByRole('button', { name: 'Resume with customer' }).click()
    await expectText(first, 'Live call')
    await expectNoText(first, /is busy\.$/)
    await choose('+12025550123', /555/)
    await first.keyboard.press('Shift+Enter')
    await expectText(first, /^Transferred · /)
    await finish(first)
    await expectText(first, 'Waiting for the next call')
  })
})
