import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTwilioDouble, type TwilioDouble } from './twilio-double/start-twilio-double.ts'
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, SERVICE_NUMBER } from './twilio-rig.ts'

let double: TwilioDouble
beforeEach(async () => {
  const numbers = { [SERVICE_NUMBER]: { voiceUrl: `${PUBLIC_URL}/voice`, statusCallback: `${PUBLIC_URL}/status` } }
  double = await startTwilioDouble({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, publicUrl: PUBLIC_URL, numbers })
})
afterEach(() => double.stop())

const good = { To: '+14155550177', From: SERVICE_NUMBER, Twiml: '<Response><Hangup/></Response>' }

type Body = { sid?: string; code?: number; status?: string; conference_sid?: string }
const call = { To: good.To, From: SERVICE_NUMBER }

async function post(path: string, fields: Record<string, string>, password = AUTH_TOKEN) {
  const answer = await fetch(`${double.apiBaseUrl}/2010-04-01/Accounts/${ACCOUNT_SID}${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:${password}`).toString('base64')}` },
    body: new URLSearchParams(fields),
  })
  return { status: answer.status, body: (await answer.json()) as Body }
}

/** What the tests of the Twilio line rest on: a double that takes everything would let anything pass. */
describe('the double of Twilio', () => {
  it('takes a call as Twilio describes it, and remembers it', async () => {
    const made = await post('/Calls.json', good)
    expect(made).toMatchObject({ status: 201, body: { sid: expect.stringMatching(/^CA[0-9a-f]{32}$/) } })
    expect((await post(`/Calls/${made.body.sid}.json`, { Status: 'completed' })).status).toBe(200)
    expect(await post(`/Calls/${made.body.sid}.json`, { Status: 'completed' })).toMatchObject({
      status: 400,
      body: { code: 21220 },
    })
  })

  it.each<[string, Record<string, string>]>([
    ['without a To', { From: good.From, Twiml: good.Twiml }],
    ['without a From', { To: good.To, Twiml: good.Twiml }],
    ['with neither Url nor Twiml', { To: good.To, From: good.From }],
    ['with a parameter Twilio does not know', { ...good, Tmeout: '20' }],
    ['to something that is no address', { ...good, To: 'alice' }],
    ['from a number of somebody else', { ...good, From: '+14155550999' }],
    ['with a callback that is no address', { ...good, StatusCallback: 'not a url' }],
    ['with an event Twilio does not send', { ...good, StatusCallbackEvent: 'sneezed' }],
    ['with a timeout past the longest', { ...good, Timeout: '601' }],
  ])('refuses a call %s', async (_, fields) => {
    const answer = await post('/Calls.json', fields)
    expect([answer.status, typeof answer.body.code]).toEqual([400, 'number'])
    expect(double.requests.at(-1)).toMatchObject({ status: 400 })
  })

  it('calls somebody into a conference as Twilio describes it, and finds them by their label', async () => {
    const fields = { To: 'client:alice?legId=leg-1', From: SERVICE_NUMBER, Label: 'leg-1', Timeout: '20' }
    const made = await post('/Conferences/call-1/Participants.json', fields)
    expect(made).toMatchObject({
      status: 201,
      body: { label: 'leg-1', status: 'ringing', conference_sid: expect.stringMatching(/^CF/) },
    })
    const { conference_sid: room } = made.body
    const alice = double.phone('client:alice')
    expect(alice.current().customParameters).toEqual({ legId: 'leg-1' })
    expect(await post(`/Conferences/${room}/Participants/leg-1.json`, { Hold: 'true' })).toMatchObject({ status: 400 })
    await alice.answers()
    expect(await post(`/Conferences/${room}/Participants/leg-1.json`, { Hold: 'true' })).toMatchObject({
      status: 200,
      body: { status: 'connected', hold: true, end_conference_on_exit: false },
    })
  })

  it.each<[string, Record<string, string>]>([
    ['nobody', { From: SERVICE_NUMBER }],
    ['a label that is none', { To: good.To, From: SERVICE_NUMBER, Label: '' }],
    ['a number of somebody else', { To: good.To, From: '+14155550999' }],
    ['an event a conference does not have', { ...call, ConferenceStatusCallbackEvent: 'sneeze' }],
    ['a waiting sound that is no address', { ...call, WaitUrl: 'silence' }],
    ['words of a call of its own', { ...call, Twiml: good.Twiml }],
  ])('refuses to call into a conference with %s', async (_, fields) => {
    const answer = await post('/Conferences/call-1/Participants.json', fields)
    expect([answer.status, typeof answer.body.code]).toEqual([400, 'number'])
  })

  it('ends a conference for all only when somebody leaves for whom that was asked', async () => {
    for (const [label, ends] of Object.entries({ first: 'false', second: 'true', third: 'false' })) {
      const To = `client:${label}`
      await post('/Conferences/call-2/Participants.json', { ...call, To, Label: label, EndConferenceOnExit: ends })
      await double.phone(To).answers()
    }
    const states = () => [...double.exchange.calls.values()].map(({ status }) => status)
    double.phone('client:first').hangsUp()
    await double.idle()
    expect(states()).toEqual(['completed', 'in-progress', 'in-progress'])
    double.phone('client:second').hangsUp()
    await double.idle()
    expect(states()).toEqual(['completed', 'completed', 'completed'])
  })

  it('refuses who does not know the token, calls nobody made, and words a call cannot be set to', async () => {
    expect(await post('/Calls.json', good, 'another token')).toMatchObject({ status: 401, body: { code: 20003 } })
    expect((await post(`/Calls/CA${'0'.repeat(32)}.json`, { Status: 'completed' })).status).toBe(404)
    const { sid } = (await post('/Calls.json', good)).body
    expect((await post(`/Calls/${sid}.json`, { Status: 'paused' })).status).toBe(400)
    expect((await post(`/Calls/${sid}.json`, {})).status).toBe(400)
  })
})
