import { describe, it } from 'vitest'
import { explainMissingBrowser } from '#test/support/browser.ts'
import { expectText, openConsole } from './support/console.ts'
import { languages } from './support/look.ts'
import { setUpWalk, small, WALK_TIMEOUT } from './support/screen-walk.ts'

/** Each state is reached once and looked at in every language and theme. */
describe.skipIf(explainMissingBrowser() !== undefined)(
  'the screens from the log-in to the idle console',
  { timeout: WALK_TIMEOUT },
  () => {
    const walk = setUpWalk('log-in')
    const { expectNoFaults, gallery, look, press } = walk

    it('the log-in, with a wrong and with a one-time password', async () => {
      const { page, product, admin } = walk.at()
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
      const { page } = walk.at()
      await press(/Ava Lindqvist/)
      await page.getByRole('heading', { name: 'Ready check' }).waitFor()
      await look('ready-check')
      await press(/^Available/)
      await expectText(page, 'Waiting for the next call')
      await walk.openSettings()
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

    it('a workplace in no queue, for who comes in each language', async () => {
      const { product, browser } = walk.at()
      // one desk, on which nobody has chosen a language: each browser brings its own
      for (const language of languages) {
        const own = await openConsole(browser, product.webUrl, { viewport: small, locale: language })
        await own.getByRole('button', { name: /Carmen Diaz/ }).click()
        const notReady = own.getByRole('button').filter({ hasText: /^(Not ready|未就绪|未就緒)/ })
        await notReady.waitFor()
        await own.getByText(toldOf[language]).first().waitFor()
        await gallery.lookIn(own, language, 'ready-check-no-queue')
        await notReady.click()
        await own.getByRole('navigation').first().waitFor()
        await gallery.lookIn(own, language, 'no-queue')
        await own.getByRole('button', { name: /Change my state|更改我的状态|變更我的狀態/ }).click()
        await own.getByRole('menu').waitFor()
        await gallery.lookIn(own, language, 'no-queue-states')
        await own.context().close()
      }
      expectNoFaults()
    })
  },
)

/** What who serves no queue is told in the ready check. */
const toldOf = { en: 'No queues', 'zh-CN': '无队列', 'zh-TW': '無佇列' }
