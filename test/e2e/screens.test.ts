import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { demoQueueNumbers } from '#central/demo/queues.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { openConsole } from './support/console.ts'
import { inspectScreen } from './support/inspect-screen.ts'
import { type Product, startProduct } from './support/product.ts'
import { type Language, listForeignTexts, readWords } from './support/words.ts'

const languages: Language[] = ['en', 'zh-CN', 'zh-TW']
const themes = ['light', 'dark'] as const

/** A walk through every screen by keys and addresses, which are the same in every language. */
describe.skipIf(explainMissingBrowser() !== undefined)('every screen, in every language and theme', () => {
  let product: Product
  let browser: Browser
  let admin: string

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    admin = await product.signIn('admin', 'ringdesk-demo')
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const ring = (from: string | null, to: string) =>
    product.api(admin, 'POST', '/simulator/calls', { from, to, talkMs: 600_000, patienceMs: 60_000 })

  for (const language of languages)
    for (const theme of themes)
      it(`has no accessibility fault and no foreign word in ${language}, ${theme}`, async () => {
        const page = await openConsole(browser, product.webUrl, {
          locale: language,
          colorScheme: theme,
          viewport: { width: 1280, height: 720 },
        })
        const faults = await walkScreens(page, language, theme, ring)
        await page.context().close()
        expect(faults).toEqual([])
      }, 180_000)
})

type Ring = (from: string | null, to: string) => Promise<unknown>

async function walkScreens(page: Page, language: Language, theme: string, ring: Ring): Promise<string[]> {
  const words = readWords(language)
  const foreign = listForeignTexts(language)
  const faults: string[] = []
  let number = 0
  const say = (key: string): string => {
    const word = words.get(key)
    if (word === undefined) throw new Error(`no word ${key} in ${language}`)
    return word
  }
  const look = async (screen: string) => {
    number += 1
    const name = `${language}-${theme}-${String(number).padStart(2, '0')}-${screen}`
    const report = await inspectScreen(page, name, foreign)
    faults.push(...report.axe.map((fault) => `${screen}: axe ${fault}`))
    faults.push(...report.untranslated.map((text) => `${screen}: not translated: ${text}`))
  }
  const see = (key: string) => page.getByText(say(key)).filter({ visible: true }).first().waitFor()
  const go = (hash: string) =>
    page.evaluate((target) => {
      window.location.hash = target
    }, hash)

  await page.getByLabel(say('login:password'), { exact: true }).waitFor()
  await look('log-in')
  await page.getByRole('button', { name: /Ava Lindqvist/ }).click()
  await see('login:ready.choose')
  await look('ready-check')
  await page.getByText(say('login:ready.availableExplain')).click()
  await see('call:idle.available')
  await look('idle')
  await page
    .locator('header button')
    .filter({ hasText: say('frame:state.available') })
    .click()
  await page.getByRole('menu').waitFor()
  await look('state-menu')
  await page.keyboard.press('Escape')

  await ring(castNumbers.wangHome, demoQueueNumbers.gold)
  await see('call:ring.pick')
  await look('ringing-shared-number')
  await page.keyboard.press('F3')
  await page.getByRole('menu').waitFor()
  await look('decline-reasons')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F2')
  await see('call:live.live')
  await look('live')
  await page.keyboard.press('F7')
  await see('call:live.resume')
  await look('held')
  await page.keyboard.press('F7')
  await see('call:live.hold')
  await page.keyboard.press('F4')
  await see('call:save.finish')
  await look('wrap-up')
  await page.locator('button[role=radio]').nth(1).click()
  await look('wrap-up-follow-up')
  await page.locator('button[role=radio]').nth(3).click()
  await page.keyboard.press('Control+Enter')
  await see('call:idle.available')

  await go('#/customers')
  await page.getByLabel(say('search:box.label')).first().waitFor()
  await look('customers')
  await go('#/customers/demo-chen-yutong')
  const tabs = page.getByRole('main').getByRole('tab')
  await tabs.first().waitFor()
  for (let tab = 0; tab < (await tabs.count()); tab += 1) {
    await tabs.nth(tab).click()
    await look(`customer-tab-${tab + 1}`)
  }
  await go('#/customers?create=true')
  await look('new-customer')
  await go('#/settings')
  await page.getByRole('heading', { name: say('settings:title') }).waitFor()
  await look('settings')
  await go('#/unsent')
  await see('unsent:empty')
  await look('unsent')
  await go('#/work')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await look('palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+?')
  await see('frame:keys.hint')
  await look('shortcuts')
  return faults
}
