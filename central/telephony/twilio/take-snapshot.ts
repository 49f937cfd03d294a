import type { LineLeg } from '#central/telephony/adapter.ts'
import type { Answered } from './ask.ts'
import { isEndStatus } from './causes.ts'
import type { BoundLeg } from './participants.ts'
import { readCaller } from './read-caller.ts'
import { readJoined, readPlace } from './read-place.ts'
import { joinsWhenAnswered, type TwilioLeg } from './twilio-legs.ts'
import type { TwilioLine } from './twilio-line.ts'

const PAGE = 1_000
const AT_ONCE = 8

type LiveCall = { status: string; from: string; to: string; dateCreated: Date }
type Presence = { callSid: string; label: string | null; hold: boolean; muted: boolean; coaching: boolean }

/**
 * Every leg that Twilio holds now, from Twilio's own lists and our rows; nothing in memory counts. A leg that is
 * over is closed in our rows on the way. Throws when Twilio cannot be asked: no answer is not an empty line.
 */
export async function takeSnapshot(line: TwilioLine): Promise<LineLeg[]> {
  const open = await line.legs.listOpen()
  if (open.length === 0) return []
  const live = await listLiveCalls(line)
  const present = await listParticipants(line, new Set<string>(open.map(({ callId }) => callId)))
  const legs: LineLeg[] = []
  for (const leg of await bindByLabel(line, open, present)) {
    const call = live.get(leg.callSid) ?? (await fetchCall(line, leg))
    if (call === null || isEndStatus(call.status)) await line.legs.end(leg.legId, line.clock.now())
    else legs.push({ ...describeLeg(leg, call.status, present.get(leg.callSid)), ...describeArrival(leg, call) })
  }
  return legs
}

/** The legs that have a call. One whose call nobody named to us is known by the label that it got. */
async function bindByLabel(
  line: TwilioLine,
  open: readonly TwilioLeg[],
  present: ReadonlyMap<string, Presence>,
): Promise<BoundLeg[]> {
  const labelled = new Map([...present.values()].map(({ label, callSid }) => [label, callSid]))
  const bound: BoundLeg[] = []
  for (const leg of open) {
    const callSid = leg.callSid ?? labelled.get(leg.legId)
    if (callSid === undefined) continue
    if (leg.callSid === null && !(await line.legs.bind(leg.legId, callSid))) continue
    bound.push({ ...leg, callSid })
  }
  return bound
}

function describeLeg(leg: BoundLeg, status: string, presence: Presence | undefined): LineLeg {
  const { callId, legId, callSid: vendorId } = leg
  const role = leg.role === 'called' ? 'customer' : leg.role
  const isCalled = joinsWhenAnswered(leg)
  const standing = presence
    ? { place: readPlace(role, presence), muted: presence.muted }
    : isCalled
      ? readJoined(role)
      : { place: 'bridge' as const, muted: false }
  const about = { callId, legId, role, vendorId, muted: standing.muted }
  const isAnswered = status === 'in-progress'
  // a leg that is called may be in the conference while it rings, and is about to be when it was answered
  if (isCalled ? isAnswered : presence !== undefined) {
    return { ...about, state: 'up', place: standing.place }
  }
  const place = 'parked' as const
  if (status === 'queued') return { ...about, state: 'dialing', place }
  // an agent's phone that has answered and not joined is still to confirm
  return { ...about, state: isAnswered && leg.role === 'customer' ? 'up' : 'ringing', place }
}

/** A caller whose arrival was not durable when central fell is taken in by this. */
function describeArrival({ role }: BoundLeg, call: LiveCall): Pick<LineLeg, 'arrived'> {
  if (role !== 'customer') return {}
  return { arrived: { at: call.dateCreated.getTime(), from: readCaller(call.from), to: call.to } }
}

async function listLiveCalls(line: TwilioLine): Promise<Map<string, LiveCall>> {
  const live = new Map<string, LiveCall>()
  for (const status of ['in-progress', 'ringing', 'queued'] as const) {
    const calls = need(await line.ask.again(() => line.client.calls.list({ status, pageSize: PAGE })))
    for (const call of calls) live.set(call.sid, call)
  }
  return live
}

async function listParticipants(line: TwilioLine, callIds: ReadonlySet<string>): Promise<Map<string, Presence>> {
  const running = await Promise.all(
    (['in-progress', 'init'] as const).map((status) =>
      line.ask.again(() => line.client.conferences.list({ status, pageSize: PAGE })),
    ),
  )
  const rooms = running.flatMap(need).filter(({ friendlyName }) => callIds.has(friendlyName))
  const present = new Map<string, Presence>()
  for (let index = 0; index < rooms.length; index += AT_ONCE) {
    const some = rooms.slice(index, index + AT_ONCE)
    const lists = await Promise.all(
      some.map(({ sid }) => line.ask.again(() => line.client.conferences(sid).participants.list({ pageSize: PAGE }))),
    )
    for (const { callSid, label, hold, muted, coaching } of lists.flatMap(need))
      present.set(callSid, { callSid, label, hold, muted, coaching })
  }
  return present
}

async function fetchCall(line: TwilioLine, leg: BoundLeg): Promise<LiveCall | null> {
  const fetched = await line.ask.again(() => line.client.calls(leg.callSid).fetch())
  if (!fetched.ok && fetched.failure.status === 404) return null
  return need(fetched)
}

function need<T>(answered: Answered<T>): T {
  if (answered.ok) return answered.value
  throw new Error(
    `Twilio does not answer: http ${answered.failure.status ?? 'none'}, code ${answered.failure.code ?? 'none'}`,
  )
}
