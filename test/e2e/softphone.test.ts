import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainMissingBrowser } from '#test/support/browser.ts'
import { startSipExchange } from '#test/support/sip-exchange.ts'
import { ava, eventually, expectText, openConsole, pressKeyOf, signIn } from './support/console.ts'
import { hearLoudest, keepConnections, openFarEnd } from './support/far-end.ts'
import { chooseLanguage, go, languageNames, openGallery, openSettingsWindow } from './support/look.ts'
import { openSoftphoneSite, SPOKEN_HZ } from './support/softphone-site.ts'

const account = { user: 'ava', password: 'a-secret-of-this-test' }
const CUSTOMER_HZ = 660
const NUMBER = '+31107942200'

/** The SIP softphone in a real browser: the console's own library, real audio, a small exchange. */
describe.skipIf(explainMissingBrowser() !== undefined)('a softphone on a SIP exchange', { timeout: 90_000 }, () => {
  let exchange: Awaited<ReturnType<typeof startSipExchange>>
  let site: Awaited<ReturnType<typeof openSoftphoneSite>>
  let page: Page
  let context: BrowserContext
  const said: string[] = []
  let change = async (language: keyof typeof languageNames) => {
    await page.getByText(languageNames[language], { exact: true }).click()
  }
  const gallery = openGallery('softphone', (language) => change(language))
  beforeAll(async () => {
    exchange = await startSipExchange(account)
    const url = `ws://127.0.0.1:${exchange.port}`
    const issue = () => ({
      kind: 'sip-ws' as const,
      ...{ url, ...account, domain: 'test' },
      ...{ expiresAt: Date.now() + 3_600_000, iceServers: [] },
    })
    site = await openSoftphoneSite(issue, url)
    page = await openConsole(site.browser, 'about:blank', { viewport: { width: 1280, height: 720 } })
    context = page.context()
    await keepConnections(context)
    page.on('console', (message) => said.push(message.text()))
    await page.goto(site.web.url)
  }, 120_000)
  afterAll(async () => {
    await site?.stop()
    await exchange?.stop()
  })

  const agentLeg = async () => {
    const legs = await site.central.lines.all()[0]?.snapshot()
    return legs?.find(({ role }) => role === 'agent')?.legId
  }

  it('registers, and tests the microphone before the agent becomes available', async () => {
    await signIn(page, ava)
    await expectText(page, /The microphone is tested before/)
    expect(exchange.isRegistered()).toBe(true)
    await page.getByRole('button', { name: 'Test microphone' }).click()
    await expectText(page, 'Connected, and the microphone hears you.')
    await gallery.look(page, 'ready-check')
    await page.getByRole('button', { name: /^Available/ }).click()
    await expectText(page, 'Waiting for the next call')
  })

  it('shows the audio settings in every language and theme, and plays what it recorded', async () => {
    const settings = await openSettingsWindow(page)
    change = (language) => chooseLanguage(settings, language)
    await go(page, '/settings')
    await page.getByRole('heading', { name: 'Microphone and headset' }).waitFor()
    await page.getByRole('button', { name: 'Test microphone' }).click()
    const meter = page.getByRole('meter', { name: 'Microphone level' })
    await eventually(
      async () => Number(await meter.getAttribute('aria-valuenow')),
      (level) => expect(level).toBeGreaterThan(20),
    )
    await page.getByRole('button', { name: 'Play test tone' }).click()
    await page.getByRole('button', { name: 'Hear yourself' }).click()
    await expectText(page, 'Speak now…')
    await expectText(page, 'If you heard nothing, choose another device.')
    await page.getByRole('button', { name: 'Stop the test' }).click()
    await gallery.look(page, 'audio-settings')
    expect(gallery.faults.splice(0)).toEqual([])
    await settings.close()
    await go(page, '/work')
    await expectText(page, 'Waiting for the next call')
  })

  it('never answers a leg that is not the agent’s', async () => {
    const farEnd = await openFarEnd(context, `${site.web.url}/favicon.svg`, CUSTOMER_HZ)
    const { status } = await exchange.dial({ 'X-Offer-Id': 'somebody-elses', 'X-Leg-Id': 'no-such-leg' }, farEnd.offer)
    expect(status).toBe(486)
    await farEnd.page.close()
  })

  it('carries the call that the agent took, both ways, and is silent after it', async () => {
    await page.bringToFront()
    site.central.lines.simulator?.placeCall({ from: null, to: NUMBER, talkMs: 600_000, patienceMs: 600_000 })
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
    const legId = await eventually(agentLeg, (leg) => expect(leg).toBeTruthy())
    const farEnd = await openFarEnd(context, `${site.web.url}/favicon.svg`, CUSTOMER_HZ)
    const call = exchange.dial({ 'X-Leg-Id': String(legId) }, farEnd.offer)
    const { status, sdp } = await call
    expect(status).toBe(200)
    await farEnd.accept(sdp)
    const agentHears = await eventually(
      () => hearLoudest(page, 'lastConnection'),
      ({ db }) => expect(db).toBeGreaterThan(-50),
    )
    expect(Math.abs(agentHears.hz - CUSTOMER_HZ)).toBeLessThan(15)
    const customerHears = await eventually(farEnd.loudest, ({ db }) => expect(db).toBeGreaterThan(-50))
    expect(Math.abs(customerHears.hz - SPOKEN_HZ)).toBeLessThan(15)
    call.hangUp()
    const isOver = () =>
      page.evaluate(() => 'lastConnection' in window && (window.lastConnection as RTCPeerConnection).connectionState)
    await eventually(isOver, (state) => expect(state).toBe('closed'))
    await page.bringToFront()
    await pressKeyOf(page, 'F4', /^End/)
    await farEnd.page.close()
  })

  it('makes the agent not ready by a named rule when the exchange is gone, and says so', async () => {
    await expectText(page, /Wrap-up|After-call/i)
    await exchange.stop()
    await expectText(page, /Calls have no sound here: The phone system cannot be reached/)
  })

  it('left its password neither in the browser’s storage and cookies nor on the console’s log', async () => {
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    )
    expect(kept + said.join()).not.toContain(account.password)
  })
})
