import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { ava, eventually, expectText, mei, openConsole, pressKeyOf, signInAvailable } from './support/console.ts'
import { openCentralFile } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'
import { addQueue } from './support/set-up.ts'

const vip = '+12025550190'
const note = 'Ava: wants the invoice, price list is being looked up.'

/** Calls put aside and picked up by two agents, each in a browser of their own, on the real stack. Steps build on each other. */
describe.skipIf(explainMissingBrowser() !== undefined)('a call is parked', () => {
  let product: Product
  let browser: Browser
  let admin: string
  let first: Page
  let second: Page
  let callId: string

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    admin = await product.signIn('admin', 'ringdesk-demo')
    const rules = { offerMs: 300_000, wrapUpMs: 600_000, wrapUpExtensions: 0 }
    await addQueue(product, admin, { name: 'VIP', number: vip, members: [ava.userId, mei.userId], rules })
    first = await openConsole(browser, product.webUrl, { viewport: { width: 1280, height: 720 } })
    second = await openConsole(browser, product.webUrl)
    await signInAvailable(first, ava)
    const call = { from: castNumbers.maya, to: vip, talkMs: 3_600_000, patienceMs: 3_600_000 }
    const { body } = await product.api(admin, 'POST', '/simulator/calls', call)
    callId = (body as { callId: string }).callId
    await pressKeyOf(first, 'F2', /^Answer/)
    await expectText(first, 'Live call')
    await signInAvailable(second, mei)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const listOf = (page: Page) => page.getByRole('region', { name: 'Parked' })
  const expectNobodyParked = (page: Page) => listOf(page).waitFor({ state: 'detached' })
  const readCentral = (sql: string): unknown[] => {
    const db = openCentralFile(product.dataDir)
    try {
      return db.prepare(sql).all()
    } finally {
      db.close()
    }
  }
  const countNotes = () => readCentral(`select id from note where text = '${note}'`)

  it('stands in both agents’ lists, with who, in which queue, by whom and since when', async () => {
    await first.getByLabel('Call notes').fill(note)
    await pressKeyOf(first, 'Shift+F7', /^Park/)
    await expectText(first, /^Parked · /)
    await listOf(first).getByText('Maya Okafor').first().waitFor()
    await listOf(first)
      .getByText(/VIP.*by you/)
      .waitFor()
    await listOf(second).getByText('Maya Okafor').first().waitFor()
    await listOf(second)
      .getByText(new RegExp(`VIP.*by.*${ava.name}`))
      .waitFor()
    await listOf(second)
      .getByText(/^0:\d\d$/)
      .waitFor()
    expect(readCentral("select state, agent_id from call where id is not null and state <> 'ended'")).toEqual([
      { state: 'parked', agent_id: null },
    ])
  })

  it('goes back to who parked it, with the notes as they were left', async () => {
    await pressKeyOf(first, 'Shift+F2', /^Pick up/)
    await expectText(first, 'Live call')
    expect(await first.getByLabel('Call notes').inputValue()).toBe(note)
    await expectNobodyParked(first)
    await expectNobodyParked(second)
  })

  it('is picked up by a colleague with one press, while its agent writes and goes on', async () => {
    await pressKeyOf(first, 'Shift+F7', /^Park/)
    await expectText(first, /^Parked · /)
    await listOf(second)
      .getByRole('button', { name: /Pick up/ })
      .click()
    await expectText(second, 'Live call')
    await second.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor()
    await expectText(first, /^Transferred · /)
    await first.getByRole('radio', { name: /No action/ }).click()
    await first.keyboard.press('Control+Enter')
    await expectText(first, 'Waiting for the next call')
    await eventually(countNotes, (rows) => expect(rows).toHaveLength(1))
  })

  it('leaves both lists when its customer hangs up, and was one contact', async () => {
    await pressKeyOf(second, 'Shift+F7', /^Park/)
    await listOf(first).getByText('Maya Okafor').first().waitFor()
    await product.api(admin, 'DELETE', `/simulator/calls/${callId}`)
    await expectNobodyParked(first)
    await expectNobodyParked(second)
    await eventually(
      () =>
        readCentral(`select call.ended_by, interaction.result from call
        join interaction on interaction.id = call.interaction_id where call.id = '${callId}'`),
      (rows) => expect(rows).toEqual([{ ended_by: 'customer', result: 'handled' }]),
    )
  })
})
