import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { ava, expectText, openConsole, pressKeyOf } from './support/console.ts'
import { chooseLanguage, go, languageNames, openGallery, openSettingsWindow } from './support/look.ts'
import { type Product, startProduct } from './support/product.ts'
import { addQueue } from './support/set-up.ts'

/** Hundreds of pictures: a busy machine takes its time. */
const timeout = 900_000
const patient = '+12025550190'
const impatient = '+12025550191'

/** What a console shows on a good day. Each state is reached once and looked at in every language and theme. */
describe.skipIf(explainMissingBrowser() !== undefined)('every screen, in every language and theme', { timeout }, () => {
  let product: Product
  let browser: Browser
  let admin: string
  let page: Page
  let settings: Page | null = null
  const gallery = openGallery('calm', async (language) => {
    // before and during the log-in the switch stands on the page itself
    if (settings === null) await page.getByText(languageNames[language], { exact: true }).click()
    else await chooseLanguage(settings, language)
  })
  const look = (screen: string) => gallery.look(page, screen)
  const expectNoFaults = () => expect(gallery.faults.splice(0)).toEqual([])
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
  const sidePanel = () => page.getByRole('dialog')
  const closePanel = async () => {
    await sidePanel().getByRole('button', { name: 'Close' }).click()
    await sidePanel().waitFor({ state: 'detached' })
  }

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    admin = await product.signIn('admin', 'ringdesk-demo')
    const members = [ava.userId]
    // no clock of the product ends a state while it is looked at, but for the ring that nobody answers
    const rules = {
      offerMs: 300_000,
      wrapUpMs: 600_000,
      wrapUpExtensionMs: 30_000,
      wrapUpExtensions: 2,
      scriptId: 'gold-support',
    }
    await addQueue(product, admin, { name: 'VIP', number: patient, members, rules })
    await addQueue(product, admin, { name: 'Brief', number: impatient, members, rules: { ...rules, offerMs: 3_000 } })
    page = await openConsole(browser, product.webUrl, { viewport: { width: 1280, height: 720 } })
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const ring = async (from: string | null, to = patient) => {
    const call = { from, to, talkMs: 3_600_000, patienceMs: 3_600_000 }
    const { body } = await product.api(admin, 'POST', '/simulator/calls', call)
    await page.getByRole('button', { name: /^Answer/ }).waitFor()
    return async () => {
      await product.api(admin, 'DELETE', `/simulator/calls/${(body as { callId: string }).callId}`)
      await expectText(page, 'Waiting for the next call')
    }
  }

  it('the log-in, with a wrong and with a one-time password', async () => {
    const made = await product.api(admin, 'POST', '/users', { login: 'rosa', name: 'Rosa Lind', role: 'agent' })
    const { oneTimePassword } = made.body as { oneTimePassword: string }
    const logIn = async (login: string, password: string) => {
      await page.getByLabel('Login', { exact: true }).fill(login)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    }
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await look('log-in')
    await logIn('rosa', 'not this one')
    await expectText(page, /password is wrong/)
    await look('log-in-refused')
    await logIn('rosa', oneTimePassword)
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
    await page.getByLabel('New password', { exact: true }).fill('short')
    await page.getByRole('button', { name: 'Change and sign in' }).click()
    await expectText(page, /at least 15 characters/i)
    await look('new-password')
    await page.getByRole('button', { name: 'Back to sign-in' }).click()
    expectNoFaults()
  })

  it('the ready check, the idle console and its menus', async () => {
    await press(/Ava Lindqvist/)
    await page.getByRole('heading', { name: 'Ready check' }).waitFor()
    await look('ready-check')
    await press(/^Available/)
    await expectText(page, 'Waiting for the next call')
    settings = await openSettingsWindow(page)
    await look('idle')
    await press(/Change my state/)
    await page.getByRole('menu').waitFor()
    await look('state-menu')
    await page.keyboard.press('Escape')
    await press(/^Account of/)
    await page.getByRole('menu').waitFor()
    await look('account-menu')
    await page.keyboard.press('Escape')
    await press(/^Alerts/)
    await expectText(page, 'Nothing needs your attention.')
    await look('no-alerts')
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'Knowledge' }).click()
    await page.getByLabel('Search articles').waitFor()
    await look('articles')
    await press(/^Correct an issued invoice/)
    await page.getByRole('button', { name: 'All articles' }).waitFor()
    await look('article')
    expectNoFaults()
  })

  it('the ring of every kind of caller', async () => {
    const noNumber = await ring(null)
    await expectText(page, 'The caller hides their number')
    await look('ringing-withheld')
    await noNumber()
    const unknown = await ring('+8613800138000')
    await expectText(page, "This number is in nobody's record")
    await look('ringing-unknown')
    await press('Create customer')
    await sidePanel().waitFor()
    await look('ringing-create-customer')
    await closePanel()
    await unknown()
    const hint = await ring('+12079460958')
    await expectText(page, 'The last nine digits agree')
    await look('ringing-hint')
    await hint()
    const known = await ring(castNumbers.maya)
    await page.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor()
    await look('ringing-known')
    await known()
    await product.api(admin, 'POST', '/simulator/calls', { from: castNumbers.elena, to: impatient, patienceMs: 60_000 })
    await expectText(page, /was not answered, so you are not ready/)
    await look('missed')
    await press('Go available')
    expectNoFaults()
  })

  it('a call from the ring to the end of its wrap-up', async () => {
    // whom nobody answered above rings again
    await page.getByRole('button', { name: /^Answer/ }).waitFor()
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
    await pressKeyOf(page, 'F4', /^End/)
    await expectText(page, 'Call ended')
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.keyboard.press('Control+Enter')
    await expectText(page, 'Waiting for the next call')
    await ring(castNumbers.wangHome)
    await look('ringing-shared-number')
    await page.keyboard.press('F3')
    await page.getByRole('menu').waitFor()
    await look('decline-reasons')
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
    await look('live')
    await pressKeyOf(page, 'F6', /^Mute/)
    await expectText(page, 'Muted')
    await page.keyboard.press('Control+2')
    await expectText(page, 'Break after this call')
    await look('live-muted-then-break')
    await pressKeyOf(page, 'F7', /^Hold/)
    await expectText(page, 'On hold')
    await look('held')
    await pressKeyOf(page, 'F7', /^Resume/)
    await expectText(page, 'Live call')
    await page.getByRole('tab', { name: 'Script' }).click()
    await expectText(page, 'Opening')
    await look('live-script')
    await pressKeyOf(page, 'F4', /^End/)
    await expectText(page, 'Call ended')
    await look('wrap-up')
    await page.getByLabel('Call notes').fill('Wants a corrected invoice. 需要更正的發票。')
    await page.getByRole('radio', { name: /Follow-up/ }).click()
    await page.getByRole('button', { name: 'Save & finish' }).click()
    await page.getByLabel('What is to be done').waitFor()
    await look('wrap-up-incomplete')
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.getByRole('button', { name: 'Save & finish' }).click()
    await expectText(page, /Choose Available when you are back/)
    await look('on-a-break')
    expectNoFaults()
  })

  it('customers: found, nobody found, and the whole record', async () => {
    await go(page, '/customers')
    const box = page.getByLabel('Search customers').first()
    await box.waitFor()
    await look('customers')
    await box.fill('chen')
    await page.getByText('陈雨桐').first().waitFor()
    await look('customers-found')
    await box.fill('zzzzq')
    await expectText(page, /Nobody matches/)
    await look('customers-nobody')
    await go(page, '/customers/demo-chen-yutong')
    const tabs = page.getByRole('main').getByRole('tab')
    await tabs.first().waitFor()
    for (let tab = 0; tab < (await tabs.count()); tab += 1) {
      await tabs.nth(tab).click()
      await page
        .getByRole('main')
        .locator(`[role=tab]:nth-child(${tab + 1})[aria-selected=true]`)
        .waitFor()
      await look(`record-tab-${tab + 1}`)
    }
    await page.getByRole('tab', { name: /Orders/ }).click()
    await press(/^Open order/)
    await sidePanel().waitFor()
    await look('order')
    await closePanel()
    await press('New task')
    await sidePanel().waitFor()
    await look('new-task')
    await closePanel()
    await press('Edit customer')
    await sidePanel().waitFor()
    await look('edit-customer')
    await closePanel()
    await go(page, '/customers?create=true')
    await sidePanel().waitFor()
    await look('new-customer')
    await go(page, '/customers/demo-nobody')
    await expectText(page, /This customer does not exist/)
    await look('no-such-customer')
    expectNoFaults()
  })

  it('settings, unsent work, the palette, the shortcuts, and an address that leads nowhere', async () => {
    await go(page, '/settings')
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await look('settings')
    await page.getByRole('button', { name: 'Change keys for Answer' }).click()
    await expectText(page, 'Press keys…')
    await look('settings-press-keys')
    await page.keyboard.press('Escape')
    await go(page, '/unsent')
    await expectText(page, /All your work/)
    await look('nothing-unsent')
    await go(page, '/nowhere')
    await expectText(page, 'This page does not exist.')
    await look('no-such-page')
    await go(page, '/work')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').waitFor()
    await look('palette')
    await page.getByRole('combobox').fill('maya')
    await page
      .getByRole('option', { name: /Maya Okafor/ })
      .first()
      .waitFor()
    await look('palette-found')
    await page.getByRole('combobox').fill('zzzzq')
    await expectText(page, 'Nothing matches.')
    await look('palette-nothing')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await look('shortcuts')
    await page.keyboard.press('Escape')
    expectNoFaults()
  })

  it('with targets for fingers and the largest text', async () => {
    if (settings === null) throw new Error('no settings window')
    await go(settings, '/settings')
    await settings.getByText('Touch', { exact: true }).click()
    await settings.getByRole('slider', { name: 'Text size' }).focus()
    await settings.keyboard.press('End')
    await page.locator('html[data-density="touch"]').waitFor()
    await press(/Change my state/)
    await page.getByRole('menuitem', { name: /^Available/ }).click()
    await expectText(page, 'Waiting for the next call')
    await look('large-idle')
    await ring(castNumbers.maya)
    await look('large-ringing')
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
    await look('large-live')
    await pressKeyOf(page, 'F4', /^End/)
    await expectText(page, 'Call ended')
    await page.getByRole('radio', { name: /Follow-up/ }).click()
    await look('large-wrap-up')
    await go(page, '/customers/demo-maya-okafor')
    await page.getByRole('main').getByRole('tab').first().waitFor()
    await look('large-record')
    await go(page, '/settings')
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await look('large-settings')
    expectNoFaults()
  })
})
