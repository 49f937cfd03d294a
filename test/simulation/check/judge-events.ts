import type { Evidence, Row } from './evidence.ts'

/** What consoles were shown is in the log, word for word; and the log tells each call's story in order. */
export function judgeEvents(evidence: Evidence): void {
  const { rows, fail, ledger } = evidence
  const log = new Map<string, string>()
  const all = rows('select * from event_log order by user_id, seq')
  for (const row of all) log.set(`${row.user_id} ${row.seq}`, sortKeys(JSON.parse(String(row.body))))
  const reported = new Set<string>()
  for (const { desk, user, delivered } of ledger.told) {
    const logged = log.get(`${user} ${delivered.seq}`)
    const key = `${desk} ${delivered.seq}`
    if (logged === sortKeys(delivered.event) || reported.has(key)) continue
    reported.add(key)
    fail(`${desk} was shown ${delivered.event.type} as event ${delivered.seq}, central has ${logged ?? 'none'}`)
  }
  for (const [user, events] of Map.groupBy(all, (row) => String(row.user_id))) judgeStory(fail, user, events)
}

const offerEnds = new Set(['offer.ended'])

/** Per call and agent: offered, then answered or not, then legs and who is asked, then its end, then the wrap-up. */
function judgeStory(fail: Evidence['fail'], user: string, events: readonly Row[]): void {
  const offers = new Map<string, 'open' | 'over'>()
  const calls = new Map<string, 'owner' | 'consulted' | 'over'>()
  const isThere = (callId: string) => (calls.get(callId) ?? 'over') !== 'over'
  const wrapUps = new Map<string, 'open' | 'over'>()
  for (const row of events) {
    const event = JSON.parse(String(row.body))
    const say = (what: string) => fail(`event ${row.seq} of ${user}: ${what}`)
    if (event.type === 'call.offered') {
      if (offers.has(event.offer.offerId)) say(`offer ${event.offer.offerId} again`)
      offers.set(event.offer.offerId, 'open')
    } else if (offerEnds.has(event.type)) {
      if (offers.get(event.offerId) !== 'open') say(`offer ${event.offerId} ended without being open`)
      offers.set(event.offerId, 'over')
    } else if (event.type === 'call.dialed') {
      if (calls.has(event.call.callId)) say(`call ${event.call.callId} dialled twice`)
      calls.set(event.call.callId, event.call.part)
    } else if (event.type === 'call.answered') {
      const { callId, part } = event.call
      // who was asked may become who has it
      const isTakenOver = calls.get(callId) === 'consulted' && part === 'owner'
      if (isThere(callId) && !isTakenOver) say(`call ${callId} answered twice`)
      calls.set(callId, part)
    } else if (event.type === 'leg.changed') {
      if (!isThere(event.callId)) say(`a leg of call ${event.callId}, which is not on the desk`)
    } else if (event.type === 'call.consult-changed') {
      if (!isThere(event.callId)) say(`a consult about call ${event.callId}, which is not on the desk`)
    } else if (event.type === 'call.recording-changed') {
      if (!isThere(event.callId)) say(`a recording of call ${event.callId}, which is not on the desk`)
    } else if (event.type === 'call.ended' || event.type === 'call.left') {
      if (!isThere(event.callId)) say(`${event.type} of ${event.callId}, which was not on the desk`)
      calls.set(event.callId, 'over')
    } else if (event.type === 'wrap-up.started') {
      if (wrapUps.has(event.wrapUp.wrapUpId)) say(`wrap-up ${event.wrapUp.wrapUpId} began twice`)
      if (calls.get(event.wrapUp.callId) !== 'over') say(`a wrap-up of call ${event.wrapUp.callId}, which is not over`)
      wrapUps.set(event.wrapUp.wrapUpId, 'open')
    } else if (event.type === 'wrap-up.finished') {
      if (wrapUps.get(event.wrapUpId) !== 'open') say(`wrap-up ${event.wrapUpId} ended without being open`)
      wrapUps.set(event.wrapUpId, 'over')
    }
  }
}

function sortKeys(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
