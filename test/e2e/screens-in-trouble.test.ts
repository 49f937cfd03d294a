import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { type Agent, ava, expectNoText, expectText, mei, openConsole, pressKeyOf, signIn } from './support/console.ts'
import { findFreePort } from './support/free-port.ts'
import { chooseLanguage, go, languageNames, languages, openGallery, openSettingsWindow } from './support/look.ts'
import { openCentralFile } from './support/look-inside.ts'
import { ProductProcess } from './support/process.ts'
import { type Product, startProduct } from './support/product.ts'
import { addQueue, endSessionTime, removeOutcome } from './support/set-up.ts'

const small = { width: 1280, height: 720 }
/** Hundreds of pictures: a busy machine takes its time. */
const timeout = 900_000
const patient = '+12025550190'
const customer = '/customers/demo-maya-okafor'
const yating: Agent = { name: '許雅婷', login: 'yating', userId: 'demo-yating' }
const sofia: Agent = { name: 'Sofia Ibarra', login: 'sofia', userId: 'demo-sofia' }

/** What a console shows when something is wrong, on the real stack. Steps build on each other. */
describe.skipIf(explainMissingBrowser() !== undefined)(
  'every screen in trouble, in every language and theme',
  { timeout },
  () => {
    let product: Product
    let browser: Browser
    let admin: string
    let page: Page
    let settings: Page
    const gallery = openGallery('trouble', (language) => chooseLanguage(settings, language))
    const look = (screen: string) => gallery.look(page, screen)
    const expectNoFaults = () => expect(gallery.faults.splice(0)).toEqual([])
    const press = (name: string | RegExp) => page.getByRole('button', { name }).click()

    beforeAll(async () => {
      product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
      browser = await launchBrowser()
      admin = await product.signIn('admin', 'ringdesk-demo')
      // no clock of the product ends a state while it is looked at
      const rules = { offerMs: 300_000, wrapUpMs: 3_600_000, dispositionRequired: true }
      await addQueue(product, admin, { name: 'VIP', number: patient, members: [ava.userId], rules })
      page = await openConsole(browser, product.webUrl, { viewport: small })
    })
    afterAll(async () => {
      await browser?.close()
      await product?.stop()
    })

    const ring = async (from: string | null) => {
      await product.api(admin, 'POST', '/simulator/calls', {
        from,
        to: patient,
        talkMs: 3_600_000,
        patienceMs: 3_600_000,
      })
      await page.getByRole('button', { name: /^Answer/ }).waitFor()
    }
    const takeCall = async (from: string | null) => {
      await ring(from)
      await pressKeyOf(page, 'F2', /^Answer/)
      await expectText(page, 'Live call')
    }
    const askToSignOut = async () => {
      await press(/^Account of/)
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.getByRole('dialog').waitFor()
    }
    const stay = async () => {
      await press('Stay')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }

    it('shows a field that two people changed at once, with both values', async () => {
      await signIn(page, ava)
      await page.getByRole('button', { name: /^Available/ }).click()
      await expectText(page, 'Waiting for the next call')
      settings = await openSettingsWindow(page)
      const other = await openConsole(browser, product.webUrl, { viewport: small })
      await signIn(other, mei)
      await other.getByRole('button', { name: /^Not ready/ }).click()
      await other.getByRole('navigation').first().waitFor()
      for (const [desk, value] of [
        [page, 'Northwind Global Logistics'],
        [other, 'Northwind Freight'],
      ] as const) {
        await go(desk, customer)
        await desk.getByRole('button', { name: 'Edit customer' }).click()
        await desk.getByLabel('Company').fill(value)
      }
      await press('Save changes')
      await expectText(page, 'Synced')
      await other.getByRole('button', { name: 'Save changes' }).click()
      await expectText(page, 'Company was changed by two people')
      await other.context().close()
      await look('conflict-on-the-record')
      await press(/^Alerts: 1/)
      await expectText(page, /Northwind Global Logistics” by Ava/)
      await look('conflict-alert')
      await page.keyboard.press('Escape')
      expectNoFaults()
    })

    it('asks before the agent signs out of a call and of a wrap-up', async () => {
      await takeCall(castNumbers.maya)
      await askToSignOut()
      await look('sign-out-in-a-call')
      await stay()
      await pressKeyOf(page, 'F4', /^End/)
      await expectText(page, 'Call ended')
      await askToSignOut()
      await look('sign-out-in-wrap-up')
      await stay()
      expectNoFaults()
    })

    it('goes on without the service, and says what is kept', async () => {
      await page.getByLabel('Call notes').fill('Promised an answer by noon. 承诺中午前答复。')
      await page.getByRole('radio', { name: /No action/ }).click()
      // the console's own clock stands still: "for 12 seconds" stays true while it is looked at
      await product.central.stop()
      await expectText(page, /Reconnecting/)
      // the banner counts from when the desk noticed, and that is over by now
      const noticed = Date.now()
      await page.clock.setFixedTime(noticed + 12_000)
      await look('offline-in-wrap-up')
      await press(/^Save & next call/)
      await expectText(page, 'Wrap-up is saved')
      await look('offline-saved')
      await page.clock.setFixedTime(noticed + 95_000)
      await expectText(page, /No connection for \d+:\d\d/)
      await look('offline-for-long')
      await press(/Change my state/)
      await page.getByRole('menu').waitFor()
      await look('offline-state-menu')
      await page.keyboard.press('Escape')
      await go(page, `/customers/${findStranger(product.dataDir)}`)
      await expectText(page, /could not be loaded/)
      await look('offline-record-not-here')
      await go(page, '/unsent')
      await expectText(page, /Promised an answer by noon/)
      await look('unsent-waiting')
      await askToSignOut()
      await look('sign-out-with-unsent-work')
      await stay()
      expectNoFaults()
    })

    it('lists what the service refused, with every way out', async () => {
      removeOutcome(product.dataDir, 'no_action')
      await product.central.start()
      await page.clock.setFixedTime(Date.now())
      // the desk knocks again at intervals that have grown meanwhile
      await expectText(page, /^Refused \(/, 40_000)
      await look('unsent-refused')
      await press(/^Alerts:/)
      await expectText(page, /refused by the service/)
      await look('alerts')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Change', exact: true }).click()
      await page.getByRole('dialog', { name: 'Change and send again' }).waitFor()
      await look('unsent-change')
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('button', { name: 'Discard', exact: true }).first().click()
      await page.getByRole('dialog', { name: 'Discard this work?' }).waitFor()
      await look('unsent-discard')
      await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click()
      await go(page, '/work')
      await look('wrap-up-refused')
      expectNoFaults()
    })

    it('says that another desk of the same agent took over', async () => {
      const port = await findFreePort()
      const url = `http://127.0.0.1:${port}`
      const env = {
        RINGDESK_DATA_DIR: `${product.dataDir}/second`,
        RINGDESK_CENTRAL_URL: product.centralUrl,
        RINGDESK_WEB_PORT: String(port),
      }
      const second = new ProductProcess({ name: 'second web', script: 'web/main.ts', env, readyUrl: `${url}/shell` })
      await second.start()
      try {
        const other = await openConsole(browser, url, { viewport: small })
        await signIn(other, ava)
        await expectText(page, /Another desk of yours took over/)
        await look('fenced')
        await press('Use this desk')
        await expectNoText(page, /Another desk of yours took over/)
        await other.context().close()
      } finally {
        await second.stop()
      }
      expectNoFaults()
    })

    it('asks to sign in again when the time of the log-in is over', async () => {
      endSessionTime(product.dataDir, ava.userId)
      await expectText(page, /Your session has expired/)
      await look('expired')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: 'Sign in again' })
      await dialog.waitFor()
      await look('sign-in-again')
      const logIn = async (password: string) => {
        await dialog.getByRole('textbox', { name: 'Login' }).fill('ava')
        await dialog.getByRole('textbox', { name: 'Password' }).fill(password)
        await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
      }
      await logIn('not this one')
      await expectText(page, /Login or password is wrong/)
      await look('sign-in-again-refused')
      await logIn('ringdesk-demo')
      await dialog.waitFor({ state: 'detached' })
      await expectNoText(page, /Your session has expired/)
      expectNoFaults()
    })

    it('says when the page has lost its desk, and goes on when it is back', async () => {
      // nobody can change the language without a desk: three people who have chosen none, each in their browser's
      const people = [yating, mei, sofia]
      const pages: Page[] = []
      for (const [index, language] of languages.entries()) {
        const own = await openConsole(browser, product.webUrl, { viewport: small, locale: language })
        await own.getByRole('button', { name: new RegExp(people[index]?.name ?? 'nobody') }).click()
        const isReady = own.getByRole('navigation').or(own.getByRole('button').filter({ hasText: notReady[language] }))
        await isReady.first().click()
        await own.getByRole('navigation').first().waitFor()
        pages.push(own)
      }
      for (const own of pages) await waitForFile(own, 'unsent-page')
      await product.web.stop()
      for (const [index, language] of languages.entries()) {
        const own = pages[index]
        if (own === undefined) continue
        await own.getByText(lost[language]).first().waitFor()
        await gallery.lookIn(own, language, 'desk-lost')
        // every page was fetched while there was a shell to fetch it from
        await go(own, '/settings')
        await own.locator('main h1').waitFor()
      }
      await product.web.start()
      for (const [index, language] of languages.entries()) {
        await pages[index]?.getByText(lost[language]).first().waitFor({ state: 'detached' })
        await pages[index]?.context().close()
      }
      expectNoFaults()
    })

    it('says at the log-in that the service ended the session', async () => {
      await product.api(admin, 'PATCH', `/users/${ava.userId}`, { disabled: true })
      await product.api(admin, 'PATCH', `/users/${ava.userId}`, { disabled: false })
      await expectText(page, /You were signed out/)
      const login = openGallery('trouble-login', (language) =>
        page.getByText(languageNames[language], { exact: true }).click(),
      )
      await login.look(page, 'signed-out')
      await product.central.stop()
      await page.getByLabel('Login', { exact: true }).fill('ava')
      await page.getByLabel('Password', { exact: true }).fill('ringdesk-demo')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await expectText(page, /cannot be reached/)
      await login.look(page, 'service-away')
      await product.central.start()
      expect(login.faults).toEqual([])
    })

    it('says at the start that nothing answers, and goes on by itself', async () => {
      const gone = Promise.withResolvers<void>()
      const asked: Promise<void>[] = []
      const pages: Page[] = []
      for (const language of languages) {
        const context = await browser.newContext({ viewport: small, locale: language, reducedMotion: 'reduce' })
        const own = await context.newPage()
        // the question is on its way while the shell is stopped
        const here = Promise.withResolvers<void>()
        asked.push(here.promise)
        await own.route('**/shell', async (route) => {
          here.resolve()
          await gone.promise
          await route.continue()
        })
        await own.goto(product.webUrl)
        pages.push(own)
      }
      await Promise.all(asked)
      await product.web.stop()
      gone.resolve()
      for (const [index, language] of languages.entries()) {
        const own = pages[index]
        if (own === undefined) continue
        await own.getByRole('status').waitFor()
        await gallery.lookIn(own, language, 'nothing-answers')
      }
      await product.web.start()
      for (const own of pages) await own.getByRole('textbox').first().waitFor()
      expectNoFaults()
    })
  },
)

const notReady = { en: 'Not ready', 'zh-CN': '未就绪', 'zh-TW': '未就緒' }
const lost = { en: /lost its desk/, 'zh-CN': /失去连接/, 'zh-TW': /失去連線/ }

/** What is fetched by itself behind the first screen has come. */
async function waitForFile(page: Page, name: string): Promise<void> {
  await page.waitForFunction(
    (part) => performance.getEntriesByType('resource').some((entry) => entry.name.includes(part)),
    name,
  )
}

/** Somebody whom no desk has ever looked up. */
function findStranger(dataDir: string): string {
  const db = openCentralFile(dataDir)
  const row = db.prepare("select id from customer where id not like 'demo-%' order by id limit 1").get()
  db.close()
  return (row as { id: string }).id
}
