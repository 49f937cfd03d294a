import type { LineAnswer, LineCommand, Party } from '#central/telephony/adapter.ts'
import type { TwilioLeg } from './twilio-legs.ts'
import type { TwilioLine } from './twilio-line.ts'
import { askToConfirm, joinAsParty } from './twiml.ts'
import { answerFailure, isUnclear } from './vendor-failure.ts'

export type DialCommand = Extract<LineCommand, { op: 'dial' }>

const MAX_RING_S = 600
/** How far Twilio's clock may be behind ours when a call is looked for that we may have created. */
const CLOCK_SLACK_MS = 60_000

/**
 * Calls a party into the call's conference. Our leg is written before Twilio hears of it. Creating has no
 * idempotency key: when no answer came, the call is looked for before it is created once more.
 */
export async function dialLeg(line: TwilioLine, command: DialCommand): Promise<LineAnswer> {
  const to = writeAddress(command.to)
  if (to === null) return { ok: false, code: 'unsupported', detail: 'nobody to dial' }
  const confirm = command.confirm || command.to.kind === 'number' ? 'awaited' : 'none'
  const { callId, legId, role } = command
  const createdAt = line.clock.now()
  const leg: TwilioLeg = { callId, legId, role, callSid: null, conferenceSid: null, confirm, createdAt, endedAt: null }
  if (await line.legs.insert(leg)) return createCall(line, command, leg, to)
  const known = await line.legs.findByLeg(legId)
  if (!known || known.endedAt !== null) return { ok: false, code: 'gone' }
  if (known.callSid !== null) return { ok: true, repeated: true }
  return (await adoptCall(line, known, to)) ?? createCall(line, command, known, to)
}

async function createCall(line: TwilioLine, command: DialCommand, leg: TwilioLeg, to: string): Promise<LineAnswer> {
  const from = command.from ?? (await findDialledNumber(line, leg))
  if (from === null) return refuseDial(line, leg, { ok: false, code: 'gone', detail: 'no number to call from' })
  for (let attempt = 1; ; attempt += 1) {
    const created = await line.ask.once(() =>
      line.client.calls.create({
        to,
        from,
        twiml:
          leg.confirm === 'none'
            ? joinAsParty(line.urls, leg)
            : askToConfirm(line.urls, leg.legId, line.config.agentLanguage),
        timeout: Math.min(MAX_RING_S, Math.max(5, Math.ceil(command.timeoutMs / 1000))),
        statusCallback: line.urls.status(leg.legId),
        statusCallbackMethod: 'POST',
        statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      }),
    )
    if (created.ok) {
      await line.legs.bind(leg.legId, created.value.sid)
      return { ok: true }
    }
    if (!isUnclear(created.failure)) return refuseDial(line, leg, answerFailure(created.failure))
    const adopted = await adoptCall(line, leg, to)
    if (adopted !== null) return adopted
    // the leg stays open: should the call exist after all, its first callback binds it
    if (attempt >= 2) return answerFailure(created.failure)
  }
}

/** A request that Twilio refused leaves nothing behind. "Gone" would speak of the leg; here it is the dialling. */
async function refuseDial(line: TwilioLine, leg: TwilioLeg, answer: LineAnswer): Promise<LineAnswer> {
  await line.legs.end(leg.legId, line.clock.now())
  return answer
}

/**
 * Finds the call of a leg whose creation got no answer: its callbacks may have named it by now, else it is a call to
 * and from these addresses, made since, that belongs to no other leg. Null: there is none, or nobody can tell.
 */
export async function adoptCall(line: TwilioLine, leg: TwilioLeg, to: string | null): Promise<LineAnswer | null> {
  const known = await line.legs.findByLeg(leg.legId)
  if (known?.callSid) return { ok: true }
  if (to === null) return null
  const listed = await line.ask.again(() => line.client.calls.list({ to, limit: 50 }))
  if (!listed.ok) return answerFailure(listed.failure)
  for (const call of listed.value) {
    if (call.dateCreated.getTime() < leg.createdAt - CLOCK_SLACK_MS || call.direction !== 'outbound-api') continue
    if ((await line.legs.findBySid(call.sid)) !== null) continue
    if (await line.legs.bind(leg.legId, call.sid)) return { ok: true }
  }
  return null
}

/** The number that the customer dialled: it is ours, and the agent sees which line it is. */
async function findDialledNumber(line: TwilioLine, leg: TwilioLeg): Promise<string | null> {
  const customer = await line.legs.findCustomer(leg.callId)
  if (!customer?.callSid) return null
  const { callSid } = customer
  const fetched = await line.ask.again(() => line.client.calls(callSid).fetch())
  return fetched.ok ? fetched.value.to : null
}

function writeAddress(party: Party): string | null {
  switch (party.kind) {
    case 'number':
      return party.address
    case 'sip':
      return party.address.startsWith('sip:') ? party.address : `sip:${party.address}`
    case 'client':
      return party.address.startsWith('client:') ? party.address : `client:${party.address}`
    case 'withheld':
      return null
    default:
      return party satisfies never
  }
}
