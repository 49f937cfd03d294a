import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { adoptCall } from './adopt-call.ts'
import { type CallOut, callOut } from './call-out.ts'
import type { TwilioLeg } from './twilio-legs.ts'
import type { TwilioLine } from './twilio-line.ts'
import { answerFailure, isTooMany, isUnclear } from './vendor-failure.ts'
import { writeAddress } from './write-address.ts'

export type DialCommand = Extract<LineCommand, { op: 'dial' }>

/** A creation that nobody answered is made once more, after this or what Twilio asked for. */
const CREATE_TRIES = 2
const LONGEST_WAIT_MS = 3_000

/**
 * Calls a party into the call's conference. Our leg is written before Twilio hears of it. Creating has no
 * idempotency key: when no answer came, the call is looked for before it is created once more.
 */
export async function dialLeg(line: TwilioLine, command: DialCommand): Promise<LineAnswer> {
  const to = writeAddress(command.to)
  if (to === null) return { ok: false, code: 'unsupported', detail: 'nobody to dial' }
  // an agent's telephone may have a voicemail box; outside parties are not asked for a key
  const isTelephone = command.role === 'agent' && command.to.kind === 'number'
  const confirm = command.confirm || isTelephone ? 'awaited' : 'none'
  const { callId, legId } = command
  const role = command.role === 'customer' ? 'called' : command.role
  const createdAt = line.clock.now()
  const leg: TwilioLeg = { callId, legId, role, callSid: null, conferenceSid: null, confirm, createdAt, endedAt: null }
  if (await line.legs.insert(leg)) return createCall(line, command, leg, to)
  const known = await line.legs.findByLeg(legId)
  if (!known || known.endedAt !== null) return { ok: false, code: 'gone' }
  if (known.callSid !== null) return { ok: true, repeated: true }
  return (await adoptCall(line, known, to)) ?? createCall(line, command, known, to)
}

async function createCall(line: TwilioLine, command: DialCommand, leg: TwilioLeg, to: string): Promise<LineAnswer> {
  const from = command.from === null ? await findDialledNumber(line, leg) : { ok: true as const, number: command.from }
  if (!from.ok) return from.code === 'busy' ? from : giveUp(line, leg, from)
  const order: CallOut = { leg, to, from: from.number, timeoutMs: command.timeoutMs, detect: command.detect === true }
  for (let attempt = 1; ; attempt += 1) {
    const created = await line.ask.once(() => callOut(line, order))
    if (created.ok) {
      await line.legs.bind(leg.legId, created.value)
      return { ok: true }
    }
    const { failure } = created
    // not processed, and to be asked again later: the leg stays open for that
    if (isTooMany(failure)) return answerFailure(failure)
    if (!isUnclear(failure)) return giveUp(line, leg, answerFailure(failure))
    const waitMs = failure.retryAfterMs ?? 0
    if (waitMs > 0 && waitMs <= LONGEST_WAIT_MS) await pause(line, waitMs)
    const adopted = await adoptCall(line, leg, to)
    if (adopted !== null) return adopted.ok || adopted.code === 'busy' ? adopted : giveUp(line, leg, adopted)
    if (attempt >= CREATE_TRIES || waitMs > LONGEST_WAIT_MS) return giveUp(line, leg, answerFailure(failure))
  }
}

/**
 * The leg is closed: a call that turns up for it after all is hung up on, so that no telephone rings for a call that
 * somebody else may have by then.
 */
async function giveUp(line: TwilioLine, leg: TwilioLeg, answer: LineAnswer): Promise<LineAnswer> {
  await line.legs.end(leg.legId, line.clock.now())
  return answer
}

function pause({ clock }: TwilioLine, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.schedule(ms, resolve))
}

/** The number that the customer dialled: it is ours, and who is called sees which line it is. */
async function findDialledNumber(
  line: TwilioLine,
  leg: TwilioLeg,
): Promise<{ ok: true; number: string } | Extract<LineAnswer, { ok: false }>> {
  const customer = await line.legs.findCustomer(leg.callId)
  if (!customer?.callSid) return { ok: false, code: 'gone', detail: 'no number to call from' }
  const { callSid } = customer
  const fetched = await line.ask.again(() => line.client.calls(callSid).fetch())
  return fetched.ok ? { ok: true, number: fetched.value.to } : answerFailure(fetched.failure)
}
