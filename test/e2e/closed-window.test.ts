import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { demoQueueNumbers } from '#central/demo/queues.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { LOST_MS, RELOAD_MS } from '#web/watch-absence.ts'
import { ava, eventually, expectText, openConsole, signInAvailable } from './support/console.ts'
import { openCentralFile } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'

/** What central holds of the agent while windows open, load anew and close. */
describe.skipIf(explainMissingBrowser() !== undefined)('a console whose window is closed', () => {
  let product: Product
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    page = await openConsole(browser, product.webUrl)
    // leaving in a call is asked about first
    page.on('dialog', (dialog) => void dialog.accept())
    await signInAvailable(page, ava)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  function readAgent() {
    const db = openCentralFile(product.dataDir)
    const agent = db
      .prepare('select state, reason, since, next_state as next from agent where user_id = ?')
      .get(ava.userId) as { state: string; reason: string | null; since: number; next: string | null }
    const told = db
      .prepare("select count(*) as count from event_log where user_id = ? and body like '%window_closed%'")
      .get(ava.userId) as { count: number }
    db.close()
    return { ...agent, told: told.count }
  }
  const leave = () => page.goto('about:blank')
  const comeBack = () => page.goto(product.webUrl)

  it('leaves the agent Available while it is only loaded anew', async () => {
    await expectText(page, 'Waiting for the next call')
    for (let load = 0; load < 3; load += 1) {
      await page.reload()
      await expectText(page, 'Waiting for the next call')
    }
    expect(readAgent()).toMatchObject({ state: 'available', told: 0 })
  })

  it('makes them not ready within seconds, and the next window says why', async () => {
    await leave()
    const left = Date.now()
    const { since } = await eventually(readAgent, (agent) => expect(agent.reason).toBe('window_closed'))
    expect(since - left).toBeGreaterThan(RELOAD_MS - 2_000)
    // sooner than for a page that never said goodbye
    expect(since - left).toBeLessThan(LOST_MS - 1_000)
    await comeBack()
    await expectText(page, 'The last window of this console was closed')
    await page.getByRole('button', { name: 'Go available' }).click()
    await expectText(page, 'Waiting for the next call')
  })

  it('leaves a call as it is, and what was asked for after it to who comes back in time', async () => {
    const admin = await product.signIn('admin', 'ringdesk-demo')
    const call = { from: castNumbers.maya, to: demoQueueNumbers.gold, talkMs: 600_000 }
    await product.api(admin, 'POST', '/simulator/calls', call)
    await page.getByRole('button', { name: /^Answer/, disabled: false }).click()
    await expectText(page, 'Live call')
    await leave()
    await eventually(readAgent, (agent) => expect(agent.next).toContain('window_closed'))
    expect(readAgent().state).toBe('on_call')
    await comeBack()
    await expectText(page, 'Live call')
    await eventually(readAgent, (agent) => expect(agent.next).toBeNull())
    expect(readAgent().state).toBe('on_call')
  })
})
