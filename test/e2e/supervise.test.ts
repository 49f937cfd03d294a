import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'
import {
  type Agent,
  ava,
  expectNoText,
  expectText,
  openConsole,
  pressKeyOf,
  signIn,
  signInAvailable,
} from './support/console.ts'
import { chooseLanguage, openGallery, openSettingsWindow } from './support/look.ts'
import { type Product, startProduct } from './support/product.ts'
import { addQueue } from './support/set-up.ts'

const vip = '+12025550190'
const sofia: Agent = { name: 'Sofia Ibarra', login: 'sofia', userId: 'demo-sofia' }

/** A supervisor watches the floor and goes into a call, each person in a browser of their own. Steps build on each other. */
describe.skipIf(explainMissingBrowser() !== undefined)('a supervisor on the floor', () => {
  let product: Product
  let browser: Browser
  let agent: Page
  let supervisor: Page
  let settings: Page
  const gallery = openGallery('floor', (language) => chooseLanguage(settings, language))

  beforeAll(async () => {
    product = await startProduct({ RINGDESK_DEMO_CALLS_PER_HOUR: '0' })
    browser = await launchBrowser()
    const admin = await product.signIn('admin', 'ringdesk-demo')
    const rules = { offerMs: 300_000, wrapUpMs: 600_000, wrapUpExtensions: 0 }
    await addQueue(product, admin, { name: 'VIP', number: vip, members: [ava.userId], rules })
    agent = await openConsole(browser, product.webUrl)
    supervisor = await openConsole(browser, product.webUrl, { viewport: { width: 1280, height: 720 } })
    await signInAvailable(agent, ava)
    const call = { from: castNumbers.maya, to: vip, talkMs: 3_600_000, patienceMs: 3_600_000 }
    await product.api(admin, 'POST', '/simulator/calls', call)
    await pressKeyOf(agent, 'F2', /^Answer/)
    await expectText(agent, 'Live call')
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const button = (name: string | RegExp) => supervisor.getByRole('button', { name, disabled: false }).first()

  it('sees who is here and who talks, in every language and theme', async () => {
    await signIn(supervisor, sofia)
    await supervisor
      .getByRole('button', { name: /^(Not ready|Start|Go|Continue)/ })
      .first()
      .click()
    await supervisor.getByRole('link', { name: 'Floor' }).click()
    await supervisor.getByRole('heading', { name: 'Live calls · 1' }).waitFor()
    await supervisor.getByRole('cell', { name: ava.name }).first().waitFor()
    settings = await openSettingsWindow(supervisor)
    await gallery.look(supervisor, 'floor')
    expect(gallery.faults.splice(0)).toEqual([])
  })

  it('listens without a word to the agent, whispers, and is named to the agent then', async () => {
    await button(`Listen to ${ava.name}`).click()
    await expectText(supervisor, 'You hear both. Nobody hears you.')
    await expectNoText(agent, /Sofia/)
    await supervisor.getByText('Whisper', { exact: true }).last().click()
    await expectText(supervisor, `Only ${ava.name} hears you.`)
    await expectText(agent, `Coach: ${sofia.name}. Only you hear them.`)
    await gallery.look(supervisor, 'whispering')
    expect(gallery.faults.splice(0)).toEqual([])
  })

  it('joins the conversation and takes it over; the agent wraps up', async () => {
    await supervisor.getByText('Barge in', { exact: true }).last().click()
    await expectText(agent, `${sofia.name} is in the call. Everybody hears them.`)
    await button(/^Take over/).click()
    await expectText(supervisor, 'Live call')
    await expectText(agent, /^Transferred · /)
  })
})
