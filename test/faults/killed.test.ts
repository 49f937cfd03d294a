import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { demoQueueNumbers } from '#central/demo/queues.ts'
import { ava, eventually, expectText, openConsole, signInAvailable } from '#test/e2e/support/console.ts'
import { openCentralFile } from '#test/e2e/support/look-inside.ts'
import { type Product, startProduct } from '#test/e2e/support/product.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'

/** Processes killed under an agent who is in a call. Steps build on each other. */
describe.skipIf(explainMissingBrowser() !== undefined)('processes killed in the middle of a call', () => {
  let product: Product
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    page = await openConsole(browser, product.webUrl)
    const admin = await product.signIn('admin', 'ringdesk-demo')
    await signInAvailable(page, ava)
    await product.api(admin, 'POST', '/simulator/calls', {
      from: castNumbers.maya,
      to: demoQueueNumbers.gold,
      talkMs: 600_000,
    })
    await page.getByRole('button', { name: /^Answer/ }).waitFor()
    await page.keyboard.press('F2')
    await expectText(page, 'Live call')
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it('has the half-written sentence back after the desk was killed with SIGKILL', async () => {
    await page.getByLabel('Call notes').fill('Half a sentence, then the machine d')
    await page.waitForTimeout(300)
    await product.web.stop('SIGKILL')
    await product.web.start()
    await page.reload()
    await expectText(page, 'Live call')
    await eventually(
      () => page.getByLabel('Call notes').inputValue(),
      (text) => expect(text).toBe('Half a sentence, then the machine d'),
    )
  })

  it('says "unconfirmed" while central is gone, and shows the truth within 5 s of its return', async () => {
    await product.central.stop('SIGKILL')
    await expectText(page, /unconfirmed/)
    await expectText(page, /Reconnecting/)
    await product.central.start()
    await eventually(
      () => page.getByText(/unconfirmed/).count(),
      (count) => expect(count).toBe(0),
      5_000,
    )
  })

  it('leaves no ghost: the simulated line died with central, so the call ends within 30 s and the agent is free', async () => {
    // the simulator lives in central's process: a call it no longer knows is the sweeper's to close
    await expectText(page, 'Call ended', 35_000)
    const db = openCentralFile(product.dataDir)
    const call = db.prepare('select state, ended_by from call').all()
    db.close()
    expect(call).toEqual([{ state: 'ended', ended_by: 'reconciled' }])
    expect(await page.getByLabel('Call notes').inputValue()).toBe('Half a sentence, then the machine d')
  }, 60_000)
})
