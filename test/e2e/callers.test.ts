import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { demoQueueNumbers } from '#central/demo/queues.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { eventually, expectText, openConsole, pressKeyOf, tabTo } from './support/console.ts'
import { openCentralFile } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'

/** The whole journey without a mouse, over the four kinds of caller whom nobody knows for certain. */
describe.skipIf(explainMissingBrowser() !== undefined)(
  'callers who are not simply known, worked by keyboard alone',
  () => {
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

    it('signs in, passes the ready check and goes available without a mouse', async () => {
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      await tabTo(page, /^Login/)
      await page.keyboard.type('ava')
      await tabTo(page, /^Password/)
      await page.keyboard.type('ringdesk-demo')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Ready check' }).waitFor()
      // it cannot be reached before the desk is connected
      await page.getByRole('button', { name: /^Available/, disabled: false }).waitFor()
      await tabTo(page, /^Available/)
      await page.keyboard.press('Enter')
      await expectText(page, 'Waiting for the next call')
    })

    const ring = async (from: string | null) => {
      await product.api(admin, 'POST', '/simulator/calls', { from, to: demoQueueNumbers.gold, talkMs: 600_000 })
      await page.getByRole('button', { name: /^Answer/, disabled: false }).waitFor()
    }
    const answerAndFinish = async () => {
      await page.keyboard.press('F2')
      await expectText(page, 'Live call')
      await pressKeyOf(page, 'F4', /^End/)
      await expectText(page, 'Call ended')
      // the form is drawn a frame after the dock: its keys are heard from then on
      await page.getByRole('radio', { name: /No action/ }).waitFor()
      await page.keyboard.press('Alt+o')
      await page.locator('[role=radio]:focus').waitFor()
      await page.keyboard.press('4')
      await page.getByRole('radio', { name: /No action/, checked: true }).waitFor()
      await page.keyboard.press('Control+Enter')
      await expectText(page, 'Waiting for the next call')
    }
    const lastCustomer = () => {
      const db = openCentralFile(product.dataDir)
      const row = db
        .prepare(
          "select customer_id as id, number from interaction where channel = 'call' and id in (select interaction_id from call) order by started_at desc limit 1",
        )
        .get() as { id: string | null; number: string | null }
      db.close()
      return row
    }

    it('a shared number: the agent picks with one key, and the call is logged on that person only', async () => {
      await ring(castNumbers.wangHome)
      await expectText(page, '2 customers share this number')
      await page.keyboard.press('2')
      await page.getByRole('heading', { name: '王建国' }).first().waitFor()
      await answerAndFinish()
      await eventually(lastCustomer, (row) => expect(row.id).not.toBeNull())
      const { id } = lastCustomer()
      const db = openCentralFile(product.dataDir)
      expect(db.prepare('select name from customer where id = ?').get(id)).toEqual({ name: '王建国' })
      db.close()
    })

    it('a number whose ending fits: a hint with its reason, never a certainty', async () => {
      await ring('+12079460958')
      await expectText(page, 'The last nine digits agree')
      expect(await page.getByRole('heading', { name: 'Kofi Mensah' }).count()).toBe(0)
      await answerAndFinish()
      expect(lastCustomer().id).toBeNull()
    })

    it('an unknown number: the call stays without a customer until somebody links it', async () => {
      await ring('+8613800138000')
      await expectText(page, "This number is in nobody's record")
      await answerAndFinish()
      expect(lastCustomer()).toEqual({ id: null, number: '+8613800138000' })
    })

    it('later, when it is known whose call it was, the call is linked from the recent ones, once', async () => {
      await page.getByRole('button', { name: /138 0013 8000.*Choose the customer/ }).press('Enter')
      await expectText(page, 'This number is not on file')
      await page.getByRole('button', { name: 'Find customer' }).press('Enter')
      await page.getByRole('searchbox').waitFor()
      await page.keyboard.type(castNumbers.elena)
      await expectText(page, '1 customer found')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Elena Duarte' }).first().waitFor()
      await eventually(lastCustomer, (row) => expect(row.id).not.toBeNull())
      const db = openCentralFile(product.dataDir)
      const moves = 'select customer.name from customer join interaction on interaction.customer_id = customer.id'
      expect(db.prepare(`${moves} where interaction.number = ?`).all('+8613800138000')).toEqual([
        { name: 'Elena Duarte' },
      ])
      db.close()
      await page.getByRole('link', { name: /^Work/ }).press('Enter')
      await page
        .getByRole('button', { name: /Elena Duarte/ })
        .first()
        .waitFor()
      await expectText(page, 'Waiting for the next call')
    })

    it('a withheld number: said so, and worked like any other', async () => {
      await ring(null)
      await expectText(page, 'The caller hides their number')
      await answerAndFinish()
      expect(lastCustomer()).toEqual({ id: null, number: null })
    })

    it('declining with a reason makes the agent not ready, and the caller keeps the place', async () => {
      await ring(castNumbers.maya)
      await page.keyboard.press('F3')
      await page.getByRole('menuitem').first().waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await expectText(page, 'Declined a call')
      const db = openCentralFile(product.dataDir)
      expect(db.prepare('select state from call order by arrived_at desc limit 1').get()).toEqual({ state: 'queued' })
      db.close()
    })
  },
)
