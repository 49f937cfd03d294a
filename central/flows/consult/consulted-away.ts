import { readAgentParty } from '#central/agents/agent-party.ts'
import { toLegChanged } from '#central/calls/call-facts.ts'
import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { type ConsultRow, findOpenConsult, updateConsult } from '#central/calls/consult-rows.ts'
import { insertLeg, type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { hangUp, hasConsolePhone, REJOIN_MS, RETURN_AFTER_MS, readRung } from '#central/flows/away/away.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { addDue } from '#central/flows/set-due.ts'
import type { CallTarget } from '#central/flows/steer-call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId, UserId } from '#shared/protocol/ids.ts'
import { dropConsult, listTargetLegs } from './end-consult.ts'
import { tellConsult } from './tell-consult.ts'

type Answer = Outcome<null> | null

/** Nobody has the telephone of the colleague who is asked: they have left, unless their console is back soon. Null: not theirs. */
export async function detachConsulted(flow: Flow, target: CallTarget): Promise<Answer> {
  const mine = await lockConsulted(flow, target)
  if (!mine) return null
  if (await hasConsolePhone(flow, mine.call, target.userId)) await awaitReturn(flow, mine.call)
  return accept(null)
}

/** Their page had only lost its desk for a moment. Null: not theirs. */
export async function attachConsulted(flow: Flow, target: CallTarget): Promise<Answer> {
  const mine = await lockConsulted(flow, target)
  if (!mine) return null
  const leg = mine.legs.find(({ id }) => id === mine.consult.leg_id)
  if (leg?.state === 'up') await cancelTimer(flow.tx, 'consult-away', mine.call.id)
  return accept(null)
}

/**
 * Dials the telephone of a colleague whose console came back. Who they talked to in private waits for them as when they
 * first rang; a conference, and a customer who is talked to aside, go on. Null: not theirs.
 */
export async function rejoinConsulted(flow: Flow, target: CallTarget): Promise<Answer> {
  const mine = await lockConsulted(flow, target)
  if (!mine) return null
  const { call, consult, legs } = mine
  if (call.state !== 'connected' || call.ended_by !== null) return refuse('call_wrong_state')
  if (!(await hasConsolePhone(flow, call, target.userId))) return accept(null)
  const leg = legs.find(({ id }) => id === consult.leg_id)
  if (leg && readRung(flow, leg) === 'fresh') return accept(null)
  await awaitReturn(flow, call)
  await redial(flow, call, consult, target.userId, listTargetLegs(legs, consult))
  return accept(null)
}

/** Whether the end of this leg may be a page that loads anew: of a colleague who was in the call on their console. */
export async function mayComeBack(flow: Flow, call: CallRow, consult: ConsultRow, leg: LegRow): Promise<boolean> {
  if (leg.up_at === null || consult.to_user_id === null) return false
  return call.state === 'connected' && call.ended_by === null && hasConsolePhone(flow, call, consult.to_user_id)
}

/** The colleague's leg is lost, and they may be back. */
export async function missConsulted(flow: Flow, call: CallRow, consult: ConsultRow): Promise<void> {
  await silence(flow, call, consult, consult.leg_id)
  await awaitReturn(flow, call)
}

/** The colleague's console did not come back. */
export async function giveUpConsulted(flow: Flow, callId: string): Promise<void> {
  const call = await lockCall(flow.tx, callId)
  const consult = call && (await findOpenConsult(flow.tx, callId))
  if (call && consult) await dropConsult(flow, { call, consult, legs: await listLegs(flow.tx, [callId]) }, 'left')
}

async function lockConsulted(flow: Flow, { userId, callId }: CallTarget) {
  const call = await lockCall(flow.tx, callId)
  const consult = call && (await findOpenConsult(flow.tx, callId))
  const isTheirs = consult?.to_user_id === userId && consult.leg_id !== null
  return call && isTheirs ? { call, consult, legs: await listLegs(flow.tx, [callId]) } : null
}

const awaitReturn = (flow: Flow, call: CallRow) => addDue(flow, 'consult-away', call.id, flow.now + RETURN_AFTER_MS)

/** Who talked to nobody but the agent is not there for anybody now. */
async function silence(flow: Flow, call: CallRow, consult: ConsultRow, legId: string | null): Promise<void> {
  const ringing = { state: 'ringing' as const, since: flow.now }
  const change = { leg_id: legId, ...(consult.state === 'talking' ? ringing : {}) }
  await tellConsult(flow, call, await updateConsult(flow.tx, consult, change))
}

async function redial(
  flow: Flow,
  call: CallRow,
  consult: ConsultRow,
  userId: UserId,
  before: readonly LegRow[],
): Promise<void> {
  const legId = LegId.parse(flow.newId())
  const role = 'target' as const
  const leg = { id: legId, call_id: call.id, role, user_id: userId, vendor_id: null }
  await insertLeg(flow.tx, { ...leg, state: 'dialing', place: 'parked', now: flow.now })
  const dialled = (await listLegs(flow.tx, [call.id])).find((one) => one.id === legId)
  if (!dialled) throw new Error(`leg ${legId} was inserted and is not there`)
  await silence(flow, call, consult, legId)
  // the console answers a leg that it knows as its own, and no other
  for (const one of [userId, UserId.parse(consult.by_user_id)]) await flow.emit(one, toLegChanged(call, dialled))
  const to = await readAgentParty(flow.tx, userId)
  const dial = { op: 'dial' as const, legId, role, to, from: call.dialled_number, confirm: false }
  await startSequence(flow, {
    ...{ provider: call.provider, callId: call.id, name: 'consult', aboutLegId: legId },
    steps: [...before.map(hangUp), { ...dial, timeoutMs: REJOIN_MS }],
  })
}
