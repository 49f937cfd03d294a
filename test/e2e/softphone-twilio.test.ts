import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainMissingBrowser } from '#test/support/browser.ts'
import { ava, eventually, expectText, openConsole, pressKeyOf, signIn } from './support/console.ts'
import { hearLoudest, keepConnections, openFarEnd } from './support/far-end.ts'
import { openSoftphoneSite, SPOKEN_HZ } from './support/softphone-site.ts'

const CUSTOMER_HZ = 660
const NUMBER = '+31107942200'
const TOKEN = 'header.a-secret-of-this-test.signature'

type Frame = { type: string; payload: Record<string, unknown> }

/** The provider's own SDK in a real browser; only its signalling socket is played by the test, the audio is real. */
describe.skipIf(explainMissingBrowser() !== undefined)('a softphone on Twilio', { timeout: 60_000 }, () => {
  let site: Awaited<ReturnType<typeof openSoftphoneSite>>
  let page: Page
  let context: BrowserContext
  let socket: WebSocketRoute | null = null
  const heard: Frame[] = []
  const elsewhere: string[] = []
  const send = (type: string, payload: object) => socket?.send(JSON.stringify({ type, version: '1.6', payload }))
  const hear = (frame: Frame) => {
    heard.push(frame)
    if (frame.type === 'listen') {
      const token = { identity: 'ava', ttl: 3600 }
      send('connected', { region: 'us1', edge: 'ashburn', home: 'us1', token })
    }
    if (frame.type === 'register') send('ready', {})
  }
  beforeAll(async () => {
    const issue = () => ({ kind: 'twilio' as const, token: TOKEN, expiresAt: Date.now() + 3_600_000, edge: [] })
    site = await openSoftphoneSite(issue, 'twilio')
    page = await openConsole(site.browser, 'about:blank')
    context = page.context()
    await keepConnections(context)
    await page.routeWebSocket(/twilio\.com\/signal/, (opened) => {
      socket = opened
      opened.onMessage((text) => {
        if (String(text).trim() === '') opened.send(text)
        else hear(JSON.parse(String(text)))
      })
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(site.web.url)) elsewhere.push(request.url())
    })
    await page.goto(site.web.url)
  }, 120_000)
  afterAll(() => site?.stop())

  const invite = (callsid: string, sdp: string, given: Record<string, string>) =>
    send('invite', {
      ...{ callsid, sdp },
      parameters: {
        From: '+31612345678',
        To: 'client:ava',
        CallSid: callsid,
        Params: String(new URLSearchParams(given)),
      },
    })
  const told = (type: string, callsid: string) =>
    eventually(
      () => heard.find((frame) => frame.type === type && frame.payload.callsid === callsid),
      (frame) => expect(frame).toBeDefined(),
    )

  it('registers with its token and makes the agent available', async () => {
    await signIn(page, ava)
    await expectText(page, /The microphone is tested before/)
    await page.getByRole('button', { name: /^Available/ }).click()
    await expectText(page, 'Waiting for the next call')
  })

  it('turns away a leg that is not the agent’s', async () => {
    const farEnd = await openFarEnd(context, `${site.web.url}/favicon.svg`, CUSTOMER_HZ)
    invite('CA-stranger', farEnd.offer, { offerId: 'somebody-elses' })
    await told('reject', 'CA-stranger')
    await farEnd.page.close()
  })

  const agentLeg = async () => {
    const legs = (await site.central.lines.all()[0]?.snapshot()) ?? []
    return legs.findLast(({ role }) => role === 'agent')?.legId ?? null
  }
  async function takeLeg(callsid: string, legId: string): Promise<void> {
    const farEnd = await openFarEnd(context, `${site.web.url}/favicon.svg`, CUSTOMER_HZ)
    invite(callsid, farEnd.offer, { legId })
    const answer = await told('answer', callsid)
    await farEnd.accept(String(answer?.payload.sdp))
    const agentHears = await eventually(
      () => hearLoudest(page, 'lastConnection'),
      ({ db }) => expect(db).toBeGreaterThan(-50),
    )
    expect(Math.abs(agentHears.hz - CUSTOMER_HZ)).toBeLessThan(15)
    const customerHears = await eventually(farEnd.loudest, ({ db }) => expect(db).toBeGreaterThan(-50))
    expect(Math.abs(customerHears.hz - SPOKEN_HZ)).toBeLessThan(15)
    await farEnd.page.close()
  }

  it('carries the call that the agent took, both ways', async () => {
    await page.bringToFront()
    site.central.lines.simulator?.placeCall({ from: null, to: NUMBER, talkMs: 600_000, patienceMs: 600_000 })
    await pressKeyOf(page, 'F2', /^Answer/)
    await expectText(page, 'Live call')
    await takeLeg('CA-mine', String(await agentLeg()))
  })

  it('is loaded anew in the call: registers, and takes the fresh leg of the same call', async () => {
    const before = await agentLeg()
    await page.bringToFront()
    await page.reload()
    await expectText(page, 'Live call')
    const fresh = await eventually(agentLeg, (leg) => expect(leg).not.toBe(before))
    await takeLeg('CA-back', String(fresh))
    await eventually(
      async () => (await site.central.lines.all()[0]?.snapshot())?.map(({ role, place }) => `${role} ${place}`),
      (legs) => expect(legs?.toSorted()).toEqual(['agent bridge', 'customer bridge']),
    )
    send('hangup', { callsid: 'CA-back' })
  })

  it('fetched nothing from elsewhere to ring with, and left its token nowhere', async () => {
    expect(elsewhere.filter((url) => /\.(mp3|wav)/.test(url))).toEqual([])
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    )
    expect(kept).not.toContain('a-secret-of-this-test')
  })
})
