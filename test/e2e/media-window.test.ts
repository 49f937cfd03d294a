import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LineCommand } from '#central/telephony/adapter.ts'
import { explainMissingBrowser } from '#test/support/browser.ts'
import { startSipExchange } from '#test/support/sip-exchange.ts'
import { ava, eventually, expectText, openConsole, pressKeyOf, signIn } from './support/console.ts'
import { countArrivals } from './support/count-arrivals.ts'
import { type FarEnd, hearLoudest, keepConnections, openFarEnd } from './support/far-end.ts'
import { go } from './support/look.ts'
import { holdDesk, joinPages, openMediaPage } from './support/media-window.ts'
import { openSoftphoneSite, SPOKEN_HZ } from './support/softphone-site.ts'

const account = { user: 'ava', password: 'a-secret-of-this-test' }
const CUSTOMER_HZ = 660
const NUMBER = '+31107942200'

/**
 * The telephone in a page of its own, as in the desktop app: what Electron does between and around the two pages is
 * told in `electron/`, here they are real, with real sound, in a browser.
 */
describe.skipIf(explainMissingBrowser() !== undefined)('a telephone beside its console', { timeout: 90_000 }, () => {
  let exchange: Awaited<ReturnType<typeof startSipExchange>>
  let site: Awaited<ReturnType<typeof openSoftphoneSite>>
  let page: Page
  let media: Page
  let context: BrowserContext
  let farEnd: FarEnd
  /** what the line was told, in order */
  const told: string[] = []

  beforeAll(async () => {
    exchange = await startSipExchange(account)
    const url = `ws://127.0.0.1:${exchange.port}`
    const issue = () => ({
      kind: 'sip-ws' as const,
      ...{ url, ...account, domain: 'test' },
      ...{ expiresAt: Date.now() + 3_600_000, iceServers: [] },
    })
    // the console itself may connect to no exchange
    site = await openSoftphoneSite(issue, '')
    const [line] = site.central.lines.all()
    if (line === undefined) throw new Error('no line')
    const { do: carryOut } = line
    Object.assign(line, {
      do(command: LineCommand) {
        told.push(command.op === 'dial' ? `dial ${command.role}` : command.op)
        return carryOut.call(line, command)
      },
    })
    page = await openConsole(site.browser, 'about:blank', { viewport: { width: 1280, height: 720 } })
    context = page.context()
    await keepConnections(context)
    await joinPages(context, site.web.url, [url])
    media = await openMediaPage(context, site.web.url)
    await page.goto(site.web.url)
    await page.bringToFront()
  }, 120_000)
  afterAll(async () => {
    await site?.stop()
    await exchange?.stop()
  })

  const legs = async () => (await site.central.lines.all()[0]?.snapshot()) ?? []
  const agentLeg = async () => (await legs()).find(({ role }) => role === 'agent')?.legId
  const waitFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  async function expectSoundBothWays(): Promise<void> {
    const agentHears = await eventually(
      () => hearLoudest(media, 'lastConnection'),
      ({ db }) => expect(db).toBeGreaterThan(-50),
    )
    expect(Math.abs(agentHears.hz - CUSTOMER_HZ)).toBeLessThan(15)
    const customerHears = await eventually(farEnd.loudest, ({ db }) => expect(db).toBeGreaterThan(-50))
    expect(Math.abs(customerHears.hz - SPOKEN_HZ)).toBeLessThan(15)
  }

  it('registers there, tests the microphone there, and the agent becomes available here', async () => {
    await signIn(page, ava)
    await eventually(exchange.isRegistered, (registered) => expect(registered).toBe(true))
    await page.getByRole('button', { name: 'Test microphone' }).click()
    await expectText(page, 'Connected, and the microphone hears you.')
    await page.getByRole('button', { name: /^Available/ }).click()
    await expectText(page, 'Waiting for the next call')
  })

  it('lets its microphone be tried here, which this page may not open', async () => {
    await go(page, '/settings')
    await page.getByRole('heading', { name: 'Microphone and headset' }).waitFor()
    await page.getByRole('button', { name: 'Test microphone' }).click()
    const meter = page.getByRole('meter', { name: 'Microphone level' })
    await eventually(
      async () => Number(await meter.getAttribute('aria-valuenow')),
      (level) => expect(level).toBeGreaterThan(20),
    )
    await page.getByRole('button', { name: 'Stop the test' }).click()
    await page.getByRole('button', { name: 'Hear yourself' }).click()
    await expectText(page, 'Speak now…')
    await expectText(page, 'If you heard nothing, choose another device.')
    await go(page, '/work')
    await expectText(page, 'Waiting for the next call')
  })

  it('carries the call that the agent takes here', async () => {
    farEnd = await openFarEnd(context, `${site.web.url}/favicon.svg`, CUSTOMER_HZ)
    await page.bringToFront()
    site.central.lines.simulator?.placeCall({ from: null, to: NUMBER, talkMs: 600_000, patienceMs: 600_000 })
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
    const legId = await eventually(agentLeg, (leg) => expect(leg).toBeTruthy())
    const { status, sdp } = await exchange.dial({ 'X-Leg-Id': String(legId) }, farEnd.offer)
    expect(status).toBe(200)
    await farEnd.accept(sdp)
    await expectSoundBothWays()
    expect(await page.evaluate(() => 'lastConnection' in window)).toBe(false)
  })

  it('sounds on without a break while the console is loaded anew, on the same leg', async () => {
    const before = await agentLeg()
    told.length = 0
    const registers = exchange.heard.filter((line) => line.startsWith('REGISTER')).length
    const still = await countArrivals(farEnd.page)
    await waitFor(4_000)
    const { longestGapMs: usualGapMs } = await still.stop()
    const arrivals = await countArrivals(farEnd.page)
    const letGo = await holdDesk(context, site.web.url)
    await page.reload()
    await expectText(page, 'Live call')
    await page.getByRole('button', { name: /^Hold/ }).waitFor()
    // longer than a browser's page that stays away is waited for: nobody is parked
    await waitFor(4_000)
    const { longestGapMs, packets } = await arrivals.stop()
    letGo()
    console.info(`console reload: ${packets} packets, longest gap ${longestGapMs} ms, before it ${usualGapMs} ms`)
    // a packet every 20 ms; on a busy machine the page that counts them comes late, and so may they
    expect(longestGapMs).toBeLessThan(1_000)
    expect(packets).toBeGreaterThan(100)
    await expectSoundBothWays()
    expect(told).toEqual([])
    expect(await agentLeg()).toBe(before)
    expect(exchange.heard.filter((line) => line.startsWith('REGISTER'))).toHaveLength(registers)
  })

  it('a crash of its own page: the console gives it back, on a fresh leg', async () => {
    const before = await agentLeg()
    await farEnd.page.close()
    farEnd = await openFarEnd(context, `${site.web.url}/favicon.svg`, CUSTOMER_HZ)
    await page.bringToFront()
    await media.reload()
    const legId = await eventually(
      async () => (await legs()).findLast(({ role }) => role === 'agent')?.legId,
      (leg) => expect(leg).not.toBe(before),
    )
    const { status, sdp } = await exchange.dial({ 'X-Leg-Id': String(legId) }, farEnd.offer)
    expect(status).toBe(200)
    await farEnd.accept(sdp)
    await expectSoundBothWays()
    await eventually(legs, (all) =>
      expect(all.map(({ role, place }) => `${role} ${place}`).toSorted()).toEqual(['agent bridge', 'customer bridge']),
    )
  })

  it('is nobody’s once the agent has signed out', async () => {
    await pressKeyOf(page, 'F4', /^End/)
    await expectText(page, /Wrap-up|After-call/i)
    await page.getByRole('button', { name: new RegExp(ava.name) }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    // the telephone takes leave of its exchange and closes its line
    await eventually(exchange.isRegistered, (registered) => expect(registered).toBe(false))
  })
})
