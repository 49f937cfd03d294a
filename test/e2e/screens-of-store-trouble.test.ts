import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeStoreFolder } from '#main/store/store-folder.ts'
import { takeLock } from '#main/store/take-lock.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import { explainMissingDisk, mountSmallDisk, type SmallDisk } from '#test/support/faults/small-disk.ts'
import { type Agent, ava, expectText, mei, openConsole } from './support/console.ts'
import { findFreePort } from './support/free-port.ts'
import { chooseLanguage, languageNames, languages, openGallery, openSettingsWindow } from './support/look.ts'
import { ProductProcess } from './support/process.ts'
import { type Product, startProduct } from './support/product.ts'

const small = { width: 1280, height: 720 }
/** Many pictures: a busy machine takes its time. */
const timeout = 900_000
const yating: Agent = { name: '許雅婷', login: 'yating', userId: 'demo-yating' }
/** Who reads what, where nobody can choose a language: as their browser says. */
const readers = { en: ava, 'zh-CN': mei, 'zh-TW': yating }

/** A desk that does not open, or whose store is in trouble. */
describe.skipIf(explainMissingBrowser() !== undefined)('the screens of a store in trouble', { timeout }, () => {
  let product: Product
  let browser: Browser
  const stand = { language: async (_language: (typeof languages)[number]) => {} }
  const gallery = openGallery('store', (language) => stand.language(language))
  const expectNoFaults = () => expect(gallery.faults.splice(0)).toEqual([])

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const logIn = async (page: Page, login: string, password: string) => {
    await page.getByLabel('Login', { exact: true }).fill(login)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
  const begin = async (page: Page) => {
    await page.getByRole('button').filter({ hasText: notReady }).click()
    await page.getByRole('navigation').first().waitFor()
  }

  it('says that too often a wrong password came, and for how long to wait', async () => {
    const page = await openConsole(browser, product.webUrl, { viewport: small })
    stand.language = (language) => page.getByText(languageNames[language], { exact: true }).click()
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const answered = page.waitForResponse(
        (answer) => answer.url().endsWith('/session') && answer.request().method() === 'POST',
      )
      await logIn(page, 'carmen', `wrong ${attempt}`)
      await answered
    }
    await logIn(page, 'carmen', 'ringdesk-demo')
    await expectText(page, /Too many attempts\. Try again in \d/)
    await gallery.look(page, 'too-many-attempts')
    await page.context().close()
    expectNoFaults()
  })

  it('says that the desk is open in another program', async () => {
    const lock = takeLock(makeStoreFolder(product.dataDir, UserId.parse('demo-zihang')).lock)
    if (!lock.ok) throw new Error(lock.refusal.code)
    const page = await openConsole(browser, product.webUrl, { viewport: small })
    stand.language = (language) => page.getByText(languageNames[language], { exact: true }).click()
    await logIn(page, 'zihang', 'ringdesk-demo')
    await expectText(page, /already open in another program/)
    await gallery.look(page, 'open-in-another-program')
    lock.value()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button').filter({ hasText: notReady }).waitFor()
    await page.context().close()
    expectNoFaults()
  })

  it('says that the desk could not be opened, and opens it at the next try', async () => {
    for (const language of languages) {
      const page = await openConsole(browser, product.webUrl, { viewport: small, locale: language })
      let spoilt = true
      // a shell of another version, whose words this console does not know
      await page.routeWebSocket(/\/desk\//, (console) => {
        const shell = console.connectToServer()
        shell.onMessage((message) => console.send(spoilt ? message.toString().replace('"deviceId"', '"id"') : message))
      })
      // only sockets of a page that was loaded after this
      await page.reload()
      await page.getByRole('button', { name: new RegExp(readers[language].name) }).click()
      await page.getByRole('alert').getByRole('button').waitFor()
      await gallery.lookIn(page, language, 'not-opened')
      spoilt = false
      await page.getByRole('alert').getByRole('button').click()
      await begin(page)
      await page.context().close()
    }
    expectNoFaults()
  })

  it('says that a damaged store is being repaired while the log-in waits for it', async () => {
    const page = await openConsole(browser, product.webUrl, { viewport: small })
    stand.language = (language) => page.getByText(languageNames[language], { exact: true }).click()
    const info = await (await page.request.get(`${product.webUrl}/shell`)).json()
    // the page has its first answer: what is held from here on is the log-in's
    await page.getByLabel('Login', { exact: true }).waitFor()
    // a repair takes seconds on a full store and none on this one: the shell's answers are held as they are during one
    await page.route('**/shell', (route) => route.fulfill({ json: { ...info, repairing: true } }))
    await page.route('**/session', () => {})
    await logIn(page, 'jon', 'ringdesk-demo')
    await expectText(page, /is being repaired/)
    await gallery.look(page, 'being-repaired')
    await page.context().close()
    expectNoFaults()
  })

  it('says what was taken over of a damaged store, and that one was past saving', async () => {
    const page = await openConsole(browser, product.webUrl, { viewport: small })
    await page.getByRole('button', { name: /Jon Reyes/ }).click()
    await begin(page)
    const settings = await openSettingsWindow(page)
    stand.language = (language) => chooseLanguage(settings, language)
    const file = join(product.dataDir, 'desks', 'demo-jon', 'desk.db')
    for (const [part, name, words] of [
      [{ from: 0.4, to: 0.6 }, 'store-salvaged', /was damaged\. Taken over/],
      [{ from: 0, to: 1 }, 'store-replaced', /could not be read\. A new one was begun/],
    ] as const) {
      await product.web.stop()
      scribble(file, part)
      await product.web.start()
      // both windows have the shell again: what is chosen in one is heard by the other
      await Promise.all([expectText(page, words), expectText(settings, words)])
      await gallery.look(page, name)
      await page.getByRole('button', { name: 'Seen' }).click()
      await page.getByRole('button', { name: 'Seen' }).waitFor({ state: 'detached' })
    }
    await page.context().close()
    expectNoFaults()
  })

  describe.skipIf(explainMissingDisk() !== undefined)('on a small disk', () => {
    let disk: SmallDisk
    let web: ProductProcess
    let url: string

    beforeAll(async () => {
      disk = mountSmallDisk(96)
      const port = await findFreePort()
      url = `http://127.0.0.1:${port}`
      const env = {
        RINGDESK_DATA_DIR: disk.path,
        RINGDESK_CENTRAL_URL: product.centralUrl,
        RINGDESK_WEB_PORT: String(port),
      }
      web = new ProductProcess({ name: 'web on a small disk', script: 'web/main.ts', env, readyUrl: `${url}/shell` })
      await web.start()
    })
    afterAll(async () => {
      disk?.free()
      await web?.stop()
      disk?.unmount()
    })

    it('says that the disk is full, first with what is left to write on, then without', async () => {
      const pages = new Map<(typeof languages)[number], Page>()
      for (const language of languages) {
        const page = await openConsole(browser, url, { viewport: small, locale: language })
        await page.getByRole('button', { name: new RegExp(readers[language].name) }).click()
        await begin(page)
        pages.set(language, page)
      }
      // a log of writes that has once grown takes them for ever, whatever the disk has: it begins anew with the desk
      await web.stop()
      await web.start()
      for (const page of pages.values()) {
        await page.reload()
        await expectText(page, synced)
      }
      for (const name of ['nearly_full', 'full'] as const) {
        for (const [language, page] of pages) {
          // also what another desk gave up of its reserve
          disk.fill()
          // a small writing may still find room where a larger did not: then the banner is milder for a moment
          for (
            let looked = false;
            !looked;
            looked = await page.getByText(bannerWords[name][language]).first().isVisible()
          ) {
            await writeUntil(page, bannerWords[name][language])
            await gallery.lookIn(page, language, `store-${name}`)
          }
        }
      }
      disk.free()
      for (const [language, page] of pages) {
        await page.getByText(bannerWords.full[language]).first().waitFor({ state: 'detached' })
        await page.context().close()
      }
      expectNoFaults()
    })
  })
})

const notReady = /Not ready|未就绪|未就緒/
const synced = /Synced|已同步/
const bannerWords = {
  nearly_full: { en: /on a last reserve/, 'zh-CN': /最后的预留空间/, 'zh-TW': /最後的預留空間/ },
  full: { en: /is not kept until there is space/, 'zh-CN': /清出空间前/, 'zh-TW': /清出空間前/ },
}

/** The log of writes begins anew at a thousand pages: so many go where it lay before, whatever the disk has. */
const MOST_WRITES = 800

/** What the service tells is written into the store: a state and another, until there is no room and the banner says so. */
async function writeUntil(page: Page, words: RegExp): Promise<void> {
  const banner = page.getByText(words).first()
  for (let times = 0; times < MOST_WRITES; times += 1) {
    if (await banner.isVisible()) return
    const [key, state] =
      times % 2 === 0 ? (['Control+2', /Break|小休|休息/] as const) : (['Control+3', /Lunch|午餐/] as const)
    await page.keyboard.press(key)
    await page.getByRole('button', { name: stateMenu }).filter({ hasText: state }).waitFor()
  }
  throw new Error(`the disk did not fill: no ${words}`)
}
const stateMenu = /Change my state|更改我的状态|變更我的狀態/

/** What a failing disk does: nothing of this part of the file is as it was written. */
function scribble(file: string, { from, to }: { from: number; to: number }): void {
  const { size } = statSync(file)
  const [start, end] = [Math.floor(size * from), Math.floor(size * to)]
  const handle = openSync(file, 'r+')
  try {
    writeSync(handle, Buffer.alloc(end - start, 0x5a), 0, end - start, start)
  } finally {
    closeSync(handle)
  }
}
