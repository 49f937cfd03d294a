import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser } from '#test/support/browser.ts'
import { type Agent, ava, expectNoText, expectText, mei, openConsole, signIn } from './support/console.ts'
import { findFreePort } from './support/free-port.ts'
import { go, languageNames, languages, openGallery } from './support/look.ts'
import { ProductProcess } from './support/process.ts'
import { setUpWalk, small, WALK_TIMEOUT } from './support/screen-walk.ts'
import { endSessionTime } from './support/set-up.ts'

const yating: Agent = { name: '許雅婷', login: 'yating', userId: 'demo-yating' }
const sofia: Agent = { name: 'Sofia Ibarra', login: 'sofia', userId: 'demo-sofia' }

/** The session, the desk or the service behind a console goes away. */
describe.skipIf(explainMissingBrowser() !== undefined)(
  'the screens of a console that lost what is behind it',
  { timeout: WALK_TIMEOUT },
  () => {
    const walk = setUpWalk('lost')
    const { expectNoFaults, look, press, gallery, enter } = walk
    beforeAll(enter)

    it('says that another desk of the same agent took over', async () => {
      const { page, product, browser } = walk.at()
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
      const { page, product } = walk.at()
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

    it('says in a call that nothing is confirmed while the service is away', async () => {
      const { page, product } = walk.at()
      await press(/Change my state/)
      await page.getByRole('menuitem', { name: /^Available/ }).click()
      await expectText(page, 'Waiting for the next call')
      await walk.takeCall(castNumbers.maya)
      await product.central.stop()
      await expectText(page, /your call continues/)
      await look('offline-in-a-call')
      await product.central.start()
      await expectNoText(page, /your call continues/)
      expectNoFaults()
    })

    it('says when the page has lost its desk, and goes on when it is back', async () => {
      const { product, browser } = walk.at()
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
      const { page, product, admin } = walk.at()
      // a window behind others takes its time to find the shell again
      await page.bringToFront()
      await expectNoText(page, lost.en)
      await product.api(admin, 'PATCH', `/users/${ava.userId}`, { disabled: true })
      await product.api(admin, 'PATCH', `/users/${ava.userId}`, { disabled: false })
      await expectText(page, /You were signed out/)
      const login = openGallery('lost-log-in', (language) =>
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
      const { product, browser } = walk.at()
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
