import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { launchBrowser } from '#test/support/browser.ts'
import { ava, expectText, openConsole, pressKeyOf, signIn } from './console.ts'
import { chooseLanguage, languageNames, openGallery, openSettingsWindow } from './look.ts'
import { type Product, startProduct } from './product.ts'
import { addQueue } from './set-up.ts'

export const small = { width: 1280, height: 720 }
/** Hundreds of pictures: a busy machine takes its time. */
export const WALK_TIMEOUT = 900_000
const PATIENT = '+12025550190'

/** The real product, a browser, and the console of one agent on a small screen. */
type Stage = { product: Product; browser: Browser; admin: string; page: Page; settings: Page | null }

/**
 * A walk through states of one console for the steps of a file, which build on each other. Each state is reached once
 * and looked at in every language and theme; `name` stands in the names of its pictures. No clock of the product ends
 * a state while it is looked at.
 */
export function setUpWalk(name: string, rules: Record<string, unknown> = {}) {
  let stage: Stage | null = null
  const at = () => {
    if (stage === null) throw new Error('not on the stage yet')
    return stage
  }
  beforeAll(async () => {
    const product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    const browser = await launchBrowser()
    const admin = await product.signIn('admin', 'ringdesk-demo')
    const page = await openConsole(browser, product.webUrl, { viewport: small })
    stage = { product, browser, admin, page, settings: null }
    const calm = { offerMs: 300_000, wrapUpMs: 3_600_000, ...rules }
    await addQueue(product, admin, { name: 'VIP', number: PATIENT, members: [ava.userId], rules: calm })
  })
  afterAll(async () => {
    await stage?.browser.close()
    await stage?.product.stop()
  })

  const gallery = openGallery(name, async (language) => {
    const { page, settings } = at()
    // before and during the log-in the switch stands on the page itself
    if (settings === null) await page.getByText(languageNames[language], { exact: true }).click()
    else await chooseLanguage(settings, language)
  })
  const press = (button: string | RegExp) => at().page.getByRole('button', { name: button }).first().click()
  /** Rings and goes on ringing; the returned function is the caller who hangs up. */
  async function ring(from: string | null, to = PATIENT): Promise<() => Promise<void>> {
    const { page, product, admin } = at()
    const call = { from, to, talkMs: 3_600_000, patienceMs: 3_600_000 }
    const { body } = await product.api(admin, 'POST', '/simulator/calls', call)
    await page.getByRole('button', { name: /^Answer/ }).waitFor()
    return async () => {
      await product.api(admin, 'DELETE', `/simulator/calls/${(body as { callId: string }).callId}`)
      await expectText(page, 'Waiting for the next call')
    }
  }

  return {
    ...{ at, gallery, press, ring },
    look: (screen: string) => gallery.look(at().page, screen),
    expectNoFaults: () => expect(gallery.faults.splice(0)).toEqual([]),
    async openSettings(): Promise<void> {
      const place = at()
      place.settings = await openSettingsWindow(place.page)
    },
    /** from the log-in to the idle console */
    async enter(): Promise<void> {
      const place = at()
      await signIn(place.page, ava)
      await press(/^Available/)
      await expectText(place.page, 'Waiting for the next call')
      place.settings = await openSettingsWindow(place.page)
    },
    async takeCall(from: string | null): Promise<void> {
      await ring(from)
      await pressKeyOf(at().page, 'F2', /^Answer/)
      await expectText(at().page, 'Live call')
    },
  }
}

/** What opens at the side of the page. */
export const sidePanel = (page: Page) => page.getByRole('dialog')
export async function closePanel(page: Page): Promise<void> {
  await sidePanel(page).getByRole('button', { name: 'Close' }).click()
  await sidePanel(page).waitFor({ state: 'detached' })
}
