import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { demoQueueNumbers } from '#central/demo/queues.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { startTwilioDouble, type TwilioDouble } from '#test/support/twilio-double/start-twilio-double.ts'
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL } from '#test/support/twilio-rig.ts'
import { ava, eventually, expectText, openConsole, pressKeyOf, signInAvailable } from './support/console.ts'
import { openCentralFile, openDeskFile } from './support/look-inside.ts'
import { type Product, startProduct } from './support/product.ts'

const AGENT_PHONE = '+14155550177'
const root = join(import.meta.dirname, '../..')

/** The first journey again, with the line on Twilio: webhooks signed as Twilio signs, the agent on a phone. */
describe.skipIf(explainMissingBrowser() !== undefined)('the first journey with Twilio', () => {
  let double: TwilioDouble
  let product: Product
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const webhooks = `${PUBLIC_URL}/telephony/twilio`
    const numbers = { [demoQueueNumbers.gold]: { voiceUrl: `${webhooks}/voice`, statusCallback: `${webhooks}/status` } }
    double = await startTwilioDouble({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, publicUrl: PUBLIC_URL, numbers })
    product = await startProduct({
      RINGDESK_DEMO_CALLS_PER_HOUR: '0',
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      TWILIO_API_BASE_URL: double.apiBaseUrl,
      RINGDESK_PUBLIC_URL: PUBLIC_URL,
    })
    double.pointAt(product.centralUrl)
    const admin = ['central/admin/main.ts', 'user', 'change', 'ava', '--line', `number:${AGENT_PHONE}`]
    execFileSync(process.execPath, [...admin, '--demo', '--data-dir', product.dataDir], { cwd: root })
    browser = await launchBrowser()
    page = await openConsole(browser, product.webUrl)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
    await double?.stop()
  })

  const read = <T>(sql: string): T[] => {
    const db = openCentralFile(product.dataDir)
    try {
      return db.prepare(sql).all() as T[]
    } finally {
      db.close()
    }
  }

  it("rings with the caller's story as the signed webhook comes in", async () => {
    await signInAvailable(page, ava)
    await expectText(page, 'Waiting for the next call')
    await double.callFrom(castNumbers.maya, demoQueueNumbers.gold)
    await page.getByRole('button', { name: /^Answer/ }).waitFor()
    await page.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor()
  })

  it("is connected only after the agent's own phone pressed 1", async () => {
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Connecting')
    const phone = double.phone(AGENT_PHONE)
    await eventually(
      () => phone.isRinging(),
      (ringing) => expect(ringing).toBe(true),
    )
    await phone.answers()
    expect(await page.getByText('Live call').count()).toBe(0)
    await phone.presses('1')
    await expectText(page, 'Live call')
    await page.getByLabel('Call notes').fill('Over Twilio: wants the surcharge gone.')
  })

  it('stays up while central is stopped, says "unconfirmed", and shows the truth within 5 s of its return', async () => {
    double.pointAt(null)
    await product.central.stop()
    await expectText(page, /unconfirmed/)
    await product.central.start()
    double.pointAt(product.centralUrl)
    await eventually(
      () => page.getByText(/unconfirmed/).count(),
      (count) => expect(count).toBe(0),
      5_000,
    )
    await expectText(page, 'Live call')
    expect(double.exchange.conferences.all[0]?.participants.size).toBe(2)
  })

  it('ends, is wrapped up, and stands in the timeline, in the own file and at central', async () => {
    await pressKeyOf(page, 'F4', /^End/)
    await expectText(page, 'Call ended')
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.getByRole('radio', { name: /No action/, checked: true }).waitFor()
    await page.keyboard.press('Control+Enter')
    await expectText(page, 'Waiting for the next call')
    await eventually(
      () => read<{ text: string }>("select text from note where text like 'Over Twilio%'"),
      (notes) => expect(notes).toHaveLength(1),
    )
    expect(read('select provider, state, ended_by from call')).toEqual([
      { provider: 'twilio', state: 'ended', ended_by: 'agent' },
    ])
    const desk = await openDeskFile(product.dataDir, ava.userId)
    expect(desk.prepare('select count(*) as n from outbox').get()).toEqual({ n: 0 })
    desk.close()
    await page.evaluate(() => {
      window.location.hash = '#/customers/demo-maya-okafor'
    })
    await expectText(page, 'Over Twilio: wants the surcharge gone.')
    expect(double.exchange.faults).toEqual([])
  })
})
