import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { demoQueueNumbers } from '#central/demo/queues.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { ava, eventually, expectText, openConsole, pressKeyOf, signInAvailable } from './support/console.ts'
import { openCentralFile, openDeskFile, readDrafts } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'

const missing = explainMissingBrowser()

/** The first journey, on screen, in the agent's own file and in central's database. Steps build on each other. */
describe.skipIf(missing !== undefined)('the first journey with the simulator', () => {
  let product: Product
  let browser: Browser
  let page: Page
  let admin: string

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    page = await openConsole(browser, product.webUrl)
    admin = await product.signIn('admin', 'ringdesk-demo')
  })

  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const call = async (from: string | null, to: string) => {
    const answer = await product.api(admin, 'POST', '/simulator/calls', { from, to, talkMs: 600_000 })
    expect(answer.status).toBe(201)
  }
  const countAtCentral = (sql: string): number => {
    const db = openCentralFile(product.dataDir)
    try {
      return (db.prepare(sql).get() as { n: number }).n
    } finally {
      db.close()
    }
  }

  const readOutbox = async (): Promise<string[]> => {
    const desk = await openDeskFile(product.dataDir, ava.userId)
    const rows = desk.prepare('select body from outbox order by n').all() as { body: string }[]
    desk.close()
    return rows.map((row) => JSON.parse(row.body).type)
  }

  it('signs in, and is not available before the agent says so', async () => {
    await signInAvailable(page, ava)
    await expectText(page, 'Available')
  })

  it("rings with the caller's story beside it, before anybody answers", async () => {
    await call(castNumbers.maya, demoQueueNumbers.gold)
    await page.getByRole('button', { name: /^Answer/ }).waitFor()
    await expectText(page, 'Incoming call')
    await page.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor()
    await expectText(page, 'Northwind Logistics')
    await expectText(page, 'Invoice INV-20872 disputed')
    await expectText(page, 'Recent orders')
  })

  it('is answered with F2 and becomes live', async () => {
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
  })

  it('keeps what is typed on this computer while it is typed, long before anything is sent', async () => {
    await page.getByLabel('Call notes').fill('Disputes the surcharge on INV-20872. 承诺中午前答复。')
    await eventually(
      () => readDrafts(product.dataDir, ava.userId),
      (drafts) => expect(drafts).toContain('承诺中午前答复'),
    )
    expect(await readOutbox()).toEqual([])
    expect(countAtCentral("select count(*) as n from note where text like '%INV-20872%'")).toBe(0)
  })

  it('holds and resumes on the line, and shows only what the line said', async () => {
    await pressKeyOf(page, 'F7', /^Hold/)
    await expectText(page, 'On hold')
    await pressKeyOf(page, 'F7', /^Resume/)
    await expectText(page, 'Live call')
  })

  it('ends, wraps up, and saves outcome and note in one act', async () => {
    await pressKeyOf(page, 'F4', /^End/)
    await expectText(page, 'Call ended')
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.getByRole('button', { name: /^Save & next call/ }).click()
    await expectText(page, 'Available')
    await eventually(
      () => countAtCentral("select count(*) as n from note where text like '%INV-20872%'"),
      (n) => expect(n).toBe(1),
    )
    const outcomes = 'from disposition join call on call.interaction_id = disposition.interaction_id'
    expect(countAtCentral(`select count(*) as n ${outcomes} where code = 'no_action'`)).toBe(1)
    expect(countAtCentral("select count(*) as n from wrap_up where finished_by = 'agent'")).toBe(1)
  })

  it("stands in the customer's timeline, once", async () => {
    await page.getByRole('link', { name: /Customers/ }).click()
    await page.getByRole('searchbox', { name: 'Search customers' }).fill('okafor')
    await page.getByRole('row', { name: /Maya Okafor/ }).click()
    await page.getByRole('tab', { name: /Timeline/ }).click()
    await expectText(page, /Disputes the surcharge on INV-20872/)
    expect(await page.getByText(/Disputes the surcharge on INV-20872/).count()).toBe(1)
  })

  it('goes on while central is away, and everything arrives once when it is back', async () => {
    await page.getByRole('link', { name: /Work/ }).click()
    await call(castNumbers.elena, demoQueueNumbers.gold)
    await page.getByRole('button', { name: /^Answer/ }).waitFor()
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
    await pressKeyOf(page, 'F4', /^End/)
    await expectText(page, 'Call ended')

    await product.central.stop()
    await expectText(page, /Reconnecting/)
    await page.getByLabel('Call notes').fill('Written while central was away.')
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.getByRole('button', { name: /^Save & next call/ }).click()
    await eventually(readOutbox, (types) =>
      expect(types).toEqual(['interaction.note', 'interaction.dispose', 'wrap-up.finish']),
    )

    await product.central.start()
    await eventually(
      () => countAtCentral("select count(*) as n from note where text = 'Written while central was away.'"),
      (n) => expect(n).toBe(1),
      20_000,
    )
    await expectText(page, 'Synced', 20_000)
    expect(await readOutbox()).toEqual([])
    expect(
      countAtCentral(
        'select count(*) as n from (select device_id, n from applied_command group by 1, 2 having count(*) > 1)',
      ),
    ).toBe(0)
  }, 60_000)
})
