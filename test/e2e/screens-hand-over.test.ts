import type { Page } from 'playwright-core'
import { beforeAll, describe, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser } from '#test/support/browser.ts'
import { ava, expectNoText, expectText, mei, openConsole, pressKeyOf, signInAvailable } from './support/console.ts'
import { openCentralFile } from './support/look-inside.ts'
import { setUpWalk, WALK_TIMEOUT } from './support/screen-walk.ts'
import { addQueue } from './support/set-up.ts'

const meisNumber = '+12025550191'
const calm = { offerMs: 300_000, wrapUpMs: 3_600_000 }

/** Who asks a colleague and who is asked, looked at in every language and theme; the other window only plays along. */
describe.skipIf(explainMissingBrowser() !== undefined)('the screens of handing on', { timeout: WALK_TIMEOUT }, () => {
  const walk = setUpWalk('hand-over', { wrapUpExtensions: 0 })
  const { enter, expectNoFaults, look, press, takeCall } = walk
  let other: Page
  beforeAll(async () => {
    await enter()
    const { product, admin, browser } = walk.at()
    await addQueue(product, admin, { name: 'Brief', number: meisNumber, members: [mei.userId], rules: calm })
    other = await openConsole(browser, product.webUrl)
    await signInAvailable(other, mei)
  })

  /** The directory of `page`, typed into until the line that is looked for is the chosen one. */
  const choose = async (page: Page, typed: string, line: RegExp) => {
    await pressKeyOf(page, 'F8', /^Transfer/)
    await page.getByRole('combobox', { name: 'Name, queue or number' }).waitFor()
    await page.keyboard.type(typed)
    await page.getByRole('option', { name: line, selected: true }).waitFor()
  }
  const typeAnew = async (text: string) => {
    const { page } = walk.at()
    await page.getByRole('combobox', { name: 'Name, queue or number' }).fill('')
    await page.keyboard.type(text)
  }
  /** The number of somebody who asked not to be called. */
  const findQuiet = () => {
    const db = openCentralFile(walk.at().product.dataDir)
    try {
      const quiet = 'select e164 from customer_phone join customer on customer.id = customer_id where do_not_call = 1'
      return (db.prepare(`${quiet} limit 1`).get() as { e164: string }).e164
    } finally {
      db.close()
    }
  }
  const ask = async (page: Page, colleague: { name: string }) => {
    await choose(page, colleague.name, new RegExp(colleague.name))
    await page.keyboard.press('Enter')
  }
  const finish = async (page: Page) => {
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.keyboard.press('Control+Enter')
    await expectText(page, 'Waiting for the next call')
  }

  it('the directory and the keypad', async () => {
    const { page } = walk.at()
    await takeCall(castNumbers.maya)
    await pressKeyOf(page, 'F10', /^Keypad/)
    await page.getByRole('button', { name: /^5/ }).waitFor()
    await look('keypad')
    await page.keyboard.type('12#')
    await expectText(page, '3 digits sent')
    await look('keypad-sent')
    await page.keyboard.press('Escape')
    await choose(page, '', new RegExp(mei.name))
    await look('directory')
    await page.keyboard.type('+12025550001')
    await page.getByRole('option', { name: /555/, selected: true }).waitFor()
    await expectText(page, /in nobody's record/)
    await look('directory-number')
    await typeAnew('bennett')
    await page.getByRole('group', { name: 'Contacts' }).getByRole('option').first().waitFor()
    await page.getByRole('button', { name: /^Transfer now/, disabled: false }).waitFor()
    await look('directory-contacts')
    await typeAnew('zzzzq')
    await expectText(page, 'Nobody here matches that.')
    await look('directory-nobody')
    await typeAnew(findQuiet())
    await expectText(page, 'Whoever has this number asked not to be called.')
    await look('directory-refused')
    await typeAnew('+12025550001')
    await page.getByRole('button', { name: /^Ask first/, disabled: false }).waitFor()
    await page.keyboard.press('Enter')
    await expectText(page, /is busy\.$/)
    await look('busy')
    await press('Resume with customer')
    await expectNoText(page, /is busy\.$/)
    expectNoFaults()
  })

  it('a colleague asked, from the ring until they leave', async () => {
    const { page } = walk.at()
    await ask(page, mei)
    await expectText(page, 'Consulting')
    await look('ringing')
    await pressKeyOf(other, 'F2', /^Answer/)
    await page.getByRole('button', { name: /^Complete transfer/ }).waitFor()
    await look('talking')
    await pressKeyOf(page, 'F7', /^Swap/)
    await page.getByRole('listitem').filter({ hasText: mei.name }).filter({ hasText: 'On hold' }).waitFor()
    await look('aside')
    await pressKeyOf(page, 'F7', /^Swap/)
    await page.getByRole('listitem').filter({ hasText: mei.name }).filter({ hasText: 'Talking' }).waitFor()
    await pressKeyOf(other, 'F4', /^Leave/)
    await expectText(page, `${mei.name} hung up.`)
    await look('left')
    await press('Resume with customer')
    await expectText(page, 'Live call')
    expectNoFaults()
  })

  it('all three together, and the call handed on', async () => {
    const { page } = walk.at()
    await ask(page, mei)
    await pressKeyOf(other, 'F2', /^Answer/)
    await pressKeyOf(page, 'F9', /^Merge/)
    await expectText(page, 'Three-way call')
    await look('merged')
    await pressKeyOf(page, 'F8', /^Complete transfer/)
    await expectText(page, /^Transferred · /)
    await look('handed-on')
    await finish(page)
    await pressKeyOf(other, 'F4', /^End/)
    await expectText(other, 'Call ended')
    await finish(other)
    expectNoFaults()
  })

  it('being asked, from the ring until the call is one’s own', async () => {
    const { page, product, admin } = walk.at()
    const call = { from: castNumbers.maya, to: meisNumber, talkMs: 3_600_000, patienceMs: 3_600_000 }
    await product.api(admin, 'POST', '/simulator/calls', call)
    await pressKeyOf(other, 'F2', /^Answer/)
    await expectText(other, 'Live call')
    await other.getByLabel('Call notes').fill('林晓彤：发票已更正。')
    await ask(other, ava)
    await expectText(page, `${mei.name} asks you about`)
    await page.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor()
    await look('asked-ringing')
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'You are asked')
    await look('asked')
    await pressKeyOf(other, 'F7', /^Swap/)
    await expectText(page, 'On hold')
    await look('asked-held')
    await pressKeyOf(other, 'F9', /^Merge/)
    await expectText(page, 'Three-way call')
    await look('asked-merged')
    await pressKeyOf(other, 'F8', /^Complete transfer/)
    await expectText(page, 'Live call')
    await look('asked-owner')
    expectNoFaults()
  })
})
