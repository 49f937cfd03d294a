import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LineCommand } from '#central/telephony/adapter.ts'
import { explainMissingBrowser } from '#test/support/browser.ts'
import { startSipExchange } from '#test/support/sip-exchange.ts'
import { ava, eventually, expectText, openConsole, pressKeyOf, signIn } from './support/console.ts'
import { type FarEnd, hearLoudest, keepConnections, openFarEnd } from './support/far-end.ts'
import { openSoftphoneSite, SPOKEN_HZ } from './support/softphone-site.ts'

const account = { user: 'ava', password: 'a-secret-of-this-test' }
const CUSTOMER_HZ = 660
const NUMBER = '+31107942200'

/**
 * The page that is the agent's telephone is loaded anew, closed and opened again in a call. The simulator carries the
 * call; as soon as it dials a leg of the agent, the exchange calls the page that is registered then, with real audio.
 */
describe.skipIf(explainMissingBrowser() !== undefined)('a call outlives its page', { timeout: 90_000 }, () => {
  let exchange: Awaited<ReturnType<typeof startSipExchange>>
  let site: Awaited<ReturnType<typeof openSoftphoneSite>>
  let page: Page
  let context: BrowserContext
  let callId: string
  /** what the line was told, in order */
  const told: string[] = []
  const dialled: string[] = []
  const farEnds: FarEnd[] = []

  beforeAll(async () => {
    exchange = await startSipExchange(account)
    const url = `ws://127.0.0.1:${exchange.port}`
    const issue = () => ({
      kind: 'sip-ws' as const,
      ...{ url, ...account, domain: 'test' },
      ...{ expiresAt: Date.now() + 3_600_000, iceServers: [] },
    })
    site = await openSoftphoneSite(issue, url)
    const [line] = site.central.lines.all()
    if (line === undefined) throw new Error('no line')
    const { do: carryOut } = line
    Object.assign(line, {
      do(command: LineCommand) {
        if (command.op === 'dial' && command.role === 'agent') dialled.push(command.legId)
        else told.push(`${command.op} ${command.legId}`)
        return carryOut.call(line, command)
      },
    })
    page = await openConsole(site.browser, 'about:blank', { viewport: { width: 1280, height: 720 } })
    context = page.context()
    await keepConnections(context)
    await page.goto(site.web.url)
    await signIn(page, ava)
    await page.getByRole('button', { name: /^Available/ }).click()
    await expectText(page, 'Waiting for the next call')
  }, 120_000)
  afterAll(async () => {
    await site?.stop()
    await exchange?.stop()
  })

  const customer = async () =>
    (await site.central.lines.all()[0]?.snapshot())?.find(({ role }) => role === 'customer')?.place
  const agents = async () =>
    (await site.central.lines.all()[0]?.snapshot())?.filter(({ role }) => role === 'agent').map(({ legId }) => legId)
  const call = () =>
    site.central.context.db.selectFrom('call').selectAll().where('id', '=', callId).executeTakeFirstOrThrow()
  /** The exchange calls the page with the newest leg; resolves when the page has answered. */
  async function ring(): Promise<FarEnd> {
    const farEnd = farEnds.pop()
    if (farEnd === undefined) throw new Error('no far end is left')
    const legId = dialled.shift()
    const { status, sdp } = await exchange.dial({ 'X-Leg-Id': String(legId) }, farEnd.offer)
    expect(status).toBe(200)
    await farEnd.accept(sdp)
    return farEnd
  }
  async function expectSoundBothWays(farEnd: FarEnd): Promise<void> {
    const agentHears = await eventually(
      () => hearLoudest(page, 'lastConnection'),
      ({ db }) => expect(db).toBeGreaterThan(-50),
    )
    expect(Math.abs(agentHears.hz - CUSTOMER_HZ)).toBeLessThan(15)
    const customerHears = await eventually(farEnd.loudest, ({ db }) => expect(db).toBeGreaterThan(-50))
    expect(Math.abs(customerHears.hz - SPOKEN_HZ)).toBeLessThan(15)
  }

  it('is talked on a first leg', async () => {
    for (let count = 0; count < 3; count += 1) {
      farEnds.push(await openFarEnd(context, `${site.web.url}/favicon.svg`, CUSTOMER_HZ))
    }
    await page.bringToFront()
    callId = String(
      site.central.lines.simulator?.placeCall({ from: null, to: NUMBER, talkMs: 600_000, patienceMs: 600_000 }),
    )
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
    await eventually(
      () => dialled.length,
      (count) => expect(count).toBe(1),
    )
    await expectSoundBothWays(await ring())
  })

  it('a reload: the same call with its true time on a fresh leg, the old one goes last, nobody hears music', async () => {
    const [first] = (await agents()) ?? []
    const { answered_at: answeredAt } = await call()
    told.length = 0
    const left = Date.now()
    await page.reload()
    await eventually(
      () => dialled.length,
      (count) => expect(count).toBe(1),
    )
    const farEnd = await ring()
    const backAfterMs = Date.now() - left
    await expectText(page, 'Live call')
    await page.getByRole('button', { name: /^Hold/ }).waitFor()
    await expectSoundBothWays(farEnd)
    await eventually(agents, (legs) => expect(legs).toHaveLength(1))
    expect((await agents())?.[0]).not.toBe(first)
    expect(told).toEqual([`hang-up ${first}`])
    expect(await call()).toMatchObject({ state: 'connected', answered_at: answeredAt, held_ms: 0 })
    // on a busy machine; the page itself asks as soon as it is registered
    expect(backAfterMs).toBeLessThan(10_000)
  })

  it('a page that is closed: the customer has music, and is taken from it by the page that comes', async () => {
    await page.close()
    await eventually(customer, (place) => expect(place).toBe('parked'))
    page = await context.newPage()
    await page.goto(site.web.url)
    await eventually(
      () => dialled.length,
      (count) => expect(count).toBe(1),
    )
    const farEnd = await ring()
    await expectText(page, 'Live call')
    await eventually(customer, (place) => expect(place).toBe('bridge'))
    await expectSoundBothWays(farEnd)
    expect(await call()).toMatchObject({ state: 'connected', away_since: null })
  })

  it('a page that stays away: the customer is first in line', async () => {
    await page.close()
    await eventually(call, ({ state }) => expect(state).toBe('queued'))
    expect(await call()).toMatchObject({ agent_id: null, queue_position_at: 0 })
    expect(await agents()).toEqual([])
    expect(await customer()).toBe('parked')
  })
})
