import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { signRequest } from '#test/support/twilio-double/post-office.ts'
import {
  AUTH_TOKEN,
  PREVIOUS_TOKEN,
  PUBLIC_URL,
  SERVICE_NUMBER,
  startTwilioRig,
  type TwilioRig,
} from '#test/support/twilio-rig.ts'

const CALL_SID = `CA${'a'.repeat(32)}`
const arrival = {
  CallSid: CALL_SID,
  From: '+14155550123',
  To: SERVICE_NUMBER,
  CallStatus: 'ringing',
  Direction: 'inbound',
}
let rig: TwilioRig

beforeEach(async () => {
  rig = await startTwilioRig()
})
afterEach(() => rig.stop())

type Sending = {
  token?: string
  signature?: string | null
  url?: string
  sent?: Record<string, string>
  headers?: Record<string, string>
}

/** Signs `params` for `path` and sends them, or whatever a forger would send instead. */
function post(path: string, params: Record<string, string>, sending: Sending = {}) {
  const url = sending.url ?? `${PUBLIC_URL}/telephony/twilio/${path}`
  const signature =
    sending.signature === undefined ? signRequest(sending.token ?? AUTH_TOKEN, url, params) : sending.signature
  return rig.app.inject({
    method: 'POST',
    url: `/telephony/twilio/${path}`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature === null ? {} : { 'x-twilio-signature': signature }),
      ...sending.headers,
    },
    body: new URLSearchParams(sending.sent ?? params).toString(),
  })
}

describe('a webhook that Twilio did not sign', () => {
  const forgeries: [string, Sending][] = [
    ['without a signature', { signature: null }],
    ['with an invented signature', { signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' }],
    ['signed with another token', { token: 'someone-elses-token' }],
    ['signed for another host', { url: 'https://other.example.test/telephony/twilio/voice' }],
    ['signed for another path', { url: `${PUBLIC_URL}/telephony/twilio/status` }],
    ['with a field added after signing', { sent: { ...arrival, Added: '1' } }],
    ['with a changed field', { sent: { ...arrival, From: '+14155550999' } }],
    [
      'that says itself which host it is for',
      {
        url: 'https://evil.test/telephony/twilio/voice',
        headers: { host: 'evil.test', 'x-forwarded-host': 'evil.test', forwarded: 'host=evil.test;proto=https' },
      },
    ],
  ]
  it.each(forgeries)('%s is refused and nothing is stored', async (_name, sending) => {
    const response = await post('voice', arrival, sending)
    expect(response.statusCode).toBe(403)
    expect(rig.events.filter(({ type }) => type !== 'link')).toEqual([])
    expect(await rig.legs.findBySid(CALL_SID)).toBeNull()
    expect(JSON.stringify(rig.logged)).not.toContain('4155550123')
  })

  it('a JSON body that is not the one whose hash was signed is refused', async () => {
    const path = `status?bodySHA256=${'0'.repeat(64)}`
    const url = `${PUBLIC_URL}/telephony/twilio/${path}`
    const response = await rig.app.inject({
      method: 'POST',
      url: `/telephony/twilio/${path}`,
      headers: { 'content-type': 'application/json', 'x-twilio-signature': signRequest(AUTH_TOKEN, url, {}) },
      body: '{"CallSid":"x"}',
    })
    expect(response.statusCode).toBe(403)
  })
})

describe('a signed webhook', () => {
  it('is believed whatever host it reached us by', async () => {
    const response = await post('voice', arrival, {
      headers: { host: '10.0.0.7:8490', 'x-forwarded-host': 'evil.test' },
    })
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toContain('text/xml')
  })

  it('is accepted with the previous token, and warned of', async () => {
    expect((await post('voice', arrival, { token: PREVIOUS_TOKEN })).statusCode).toBe(200)
    expect(rig.logged.filter(({ level }) => level === 'warn')).toMatchObject([
      { message: expect.stringContaining('previous auth token') },
    ])
  })

  it('a hundred times at once means one call', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => post('voice', arrival)))
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
    const arrivals = rig.events.filter(({ type }) => type === 'arrived')
    expect(new Set(arrivals.map(({ key }) => key)).size).toBe(1)
    expect(rig.events.filter(({ type }) => type === 'leg')).toEqual([])
    expect((await rig.legs.listOpen()).length).toBe(1)
  })

  it('of a caller who comes round again, through the fallback, tells that they wait', async () => {
    await post('voice', arrival)
    await post('voice', { ...arrival, CallStatus: 'in-progress' })
    expect(rig.events.at(-1)).toMatchObject({ type: 'leg', state: 'up', place: 'parked' })
  })

  it('is turned away while central is stopped, so that Twilio takes its fallback', async () => {
    await rig.adapter.stop()
    expect((await post('voice', arrival)).statusCode).toBe(503)
  })

  it('that central could not store is not acknowledged', async () => {
    await rig.stop()
    rig = await startTwilioRig({ sink: () => Promise.reject(new Error('the disk is full')) })
    expect((await post('voice', arrival)).statusCode).toBe(500)
  })

  it('with a number that is withheld says so', async () => {
    await post('voice', { ...arrival, From: '+266696687' })
    expect(rig.events.at(-1)).toMatchObject({ type: 'arrived', from: { kind: 'withheld' } })
  })
})

describe('callbacks that are late, unknown or broken are answered and do no harm', () => {
  const status = (params: Record<string, string>) => post('status', params)
  const facts = () => rig.events.filter(({ type }) => type === 'leg' || type === 'leg-ended' || type === 'noted')

  it('of a call that nobody knows', async () => {
    expect((await status({ CallSid: CALL_SID, CallStatus: 'completed', CallDuration: '3' })).statusCode).toBe(204)
    expect(facts()).toMatchObject([{ type: 'leg-ended', key: `${CALL_SID}:completed` }])
    expect(await rig.legs.findBySid(CALL_SID)).toBeNull()
  })

  it('of a call that ended days ago', async () => {
    await post('voice', arrival)
    await status({ CallSid: CALL_SID, CallStatus: 'completed', CallDuration: '3' })
    const late = {
      CallSid: CALL_SID,
      CallStatus: 'ringing',
      SequenceNumber: '1',
      Timestamp: 'Thu, 19 Nov 2026 10:00:00 +0000',
    }
    expect((await status(late)).statusCode).toBe(204)
    expect(facts().at(-1)).toMatchObject({ type: 'leg', at: Date.UTC(2026, 10, 19, 10) })
    expect(await rig.legs.findBySid(CALL_SID)).toMatchObject({ endedAt: expect.any(Number) })
  })

  it('with an unknown word, kept raw', async () => {
    expect((await status({ CallSid: CALL_SID, CallStatus: 'warbling' })).statusCode).toBe(204)
    expect(facts()).toMatchObject([{ type: 'noted', note: 'CallStatus=warbling' }])
  })

  it.each(['-5', '1e999', 'NaN', '12abc'])('with the duration %s, which is none', async (CallDuration) => {
    expect((await status({ CallSid: CALL_SID, CallStatus: 'completed', CallDuration })).statusCode).toBe(204)
    expect(facts()).toMatchObject([{ durationMs: null, note: `CallDuration=${CallDuration}` }])
  })

  it('without a CallSid, or with one that is none', async () => {
    for (const CallSid of ['', 'CA123', "CA' or 1=1"]) {
      expect((await status({ CallSid, CallStatus: 'completed' })).statusCode).toBe(204)
    }
    expect((await post('conference', { FriendlyName: 'x' })).statusCode).toBe(204)
    expect(facts()).toEqual([])
  })

  it('whose signature holds though the border of a name moved: the scheme cannot see it, the fields can', async () => {
    const moved = { sent: { CallSid: CALL_SID, CallStatuscompleted: '' } }
    expect((await post('status', { CallSid: CALL_SID, CallStatus: 'completed' }, moved)).statusCode).toBe(204)
    expect(facts()).toEqual([])
  })

  it('and a key pressed on another call than the leg’s, or after it is over, opens nothing', async () => {
    const press = async (CallSid: string, Digits: string) =>
      (await post('confirm?leg=agent-leg-1', { CallSid, Digits })).body
    expect(await press(CALL_SID, '1')).toContain('<Hangup/>')
    const own = `CA${'b'.repeat(32)}`
    await rig.legs.insert({
      ...{ legId: LegId.parse('agent-leg-1'), callId: CallId.parse('call-1'), role: 'agent', callSid: own },
      ...{ conferenceSid: null, confirm: 'awaited', createdAt: 1, endedAt: null },
    })
    for (const body of [await press(CALL_SID, '1'), await press(own, '2')]) {
      expect(body).toContain('<Hangup/>')
      expect(body).not.toContain('Conference')
    }
    expect(await rig.legs.findByLeg('agent-leg-1')).toMatchObject({ confirm: 'awaited', callSid: own })
    expect(await press(own, '1')).toContain('>call-1</Conference>')
    await rig.legs.end('agent-leg-1', 2)
    expect(await press(own, '1')).toContain('<Hangup/>')
  })
})

describe('what callers hear', () => {
  it('is music that Twilio may keep, in a format that telephones use', async () => {
    const response = await rig.app.inject({ method: 'GET', url: '/telephony/twilio/music.wav' })
    expect(response.headers['content-type']).toBe('audio/wav')
    expect(response.headers['cache-control']).toContain('max-age=86400')
    expect(response.rawPayload.subarray(0, 4).toString()).toBe('RIFF')
    expect(response.rawPayload.readUInt32LE(4)).toBe(response.rawPayload.length - 8)
    expect(response.rawPayload.readUInt16LE(20)).toBe(7)
    expect(new Set(response.rawPayload.subarray(58)).size).toBeGreaterThan(50)
  })
})
