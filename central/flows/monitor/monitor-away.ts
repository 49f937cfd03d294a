import { readAgentParty } from '#central/agents/agent-party.ts'
import { toLegChanged } from '#central/calls/call-facts.ts'
import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { insertLeg, type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { findMonitor, type MonitorRow, updateMonitor } from '#central/calls/monitor-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { hangUp, hasConsolePhone, REJOIN_MS, RETURN_AFTER_MS, readRung } from '#central/flows/away/away.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { setDue } from '#central/flows/set-due.ts'
import type { CallTarget } from '#central/flows/steer-call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId, UserId } from '#shared/protocol/ids.ts'
import { dropMonitor, listMonitorLegs } from './end-monitor.ts'
import { tellMonitor } from './tell-monitor.ts'

type Answer = Outcome<null> | null

/** Nobody has the supervisor's telephone any more: they leave, unless their console is back soon. Null: not theirs. */
export async function detachMonitor(flow: Flow, target: CallTarget): Promise<Answer> {
  const mine = await lockMonitored(flow, target)
  if (!mine) return null
  const { call, monitor } = mine
  if (await hasConsolePhone(flow, call, monitor.by_user_id)) await awaitReturn(flow, call)
  return accept(null)
}

/** The supervisor's page had only lost its desk for a moment. Null: not theirs. */
export async function attachMonitor(flow: Flow, target: CallTarget): Promise<Answer> {
  const mine = await lockMonitored(flow, target)
  if (!mine) return null
  if (mine.monitor.state === 'on') await cancelTimer(flow.tx, 'monitor-away', mine.call.id)
  return accept(null)
}

/**
 * Dials the telephone of a supervisor's console that came back. Until its leg is let in the supervisor is not in the
 * call, and everybody is told so; that nobody is heard of whom nobody is told, the leg before goes first. Null: not theirs.
 */
export async function rejoinMonitor(flow: Flow, target: CallTarget): Promise<Answer> {
  const mine = await lockMonitored(flow, target)
  if (!mine) return null
  const { call, monitor } = mine
  if (call.state !== 'connected' || call.ended_by !== null) return refuse('call_wrong_state')
  if (!(await hasConsolePhone(flow, call, monitor.by_user_id))) return accept(null)
  const legs = await listLegs(flow.tx, [call.id])
  const leg = legs.find(({ id }) => id === monitor.leg_id)
  const rung = leg ? readRung(flow, leg) : null
  // one that never answers is not dialled for ever: the last try runs out, and they have left
  const isHopeless = monitor.state === 'ringing' && flow.now - monitor.since >= RETURN_AFTER_MS
  if (rung === 'fresh' || isHopeless) return accept(null)
  await cancelTimer(flow.tx, 'monitor-away', call.id)
  await redial(flow, call, monitor, listMonitorLegs(legs, monitor))
  return accept(null)
}

/** The supervisor's leg is lost: a console that is their telephone may come back; any other telephone has left. */
export async function missMonitor(flow: Flow, call: CallRow, monitor: MonitorRow, leg: LegRow): Promise<void> {
  const { by_user_id: userId } = monitor
  if (call.ended_by !== null || !(await hasConsolePhone(flow, call, userId))) return dropMonitor(flow, call, 'left')
  await silence(flow, call, monitor)
  await flow.emit(UserId.parse(userId), toLegChanged(call, leg))
  await awaitReturn(flow, call)
}

/** The supervisor's console did not come back. */
export async function giveUpMonitor(flow: Flow, callId: string): Promise<void> {
  const call = await lockCall(flow.tx, callId)
  if (call) await dropMonitor(flow, call, 'left')
}

async function lockMonitored(flow: Flow, { userId, callId }: CallTarget) {
  const call = await lockCall(flow.tx, callId)
  const monitor = call && (await findMonitor(flow.tx, callId))
  return call && monitor?.by_user_id === userId ? { call, monitor } : null
}

const awaitReturn = (flow: Flow, call: CallRow) => setDue(flow, 'monitor-away', call.id, flow.now + RETURN_AFTER_MS)

/** Nobody is told of a supervisor who neither hears nor speaks. */
async function silence(
  flow: Flow,
  call: CallRow,
  monitor: MonitorRow,
  legId: string = monitor.leg_id,
): Promise<MonitorRow> {
  const since = monitor.state === 'on' ? flow.now : monitor.since
  const after = await updateMonitor(flow.tx, monitor, { leg_id: legId, state: 'ringing', since })
  if (monitor.state === 'on') await tellMonitor(flow, call, monitor, after)
  return after
}

async function redial(flow: Flow, call: CallRow, monitor: MonitorRow, before: readonly LegRow[]): Promise<void> {
  const legId = LegId.parse(flow.newId())
  const userId = UserId.parse(monitor.by_user_id)
  const role = 'supervisor' as const
  const leg = { id: legId, call_id: call.id, role, user_id: userId, vendor_id: null }
  await insertLeg(flow.tx, { ...leg, state: 'dialing', place: 'parked', now: flow.now })
  const dialled = (await listLegs(flow.tx, [call.id])).find((one) => one.id === legId)
  if (!dialled) throw new Error(`leg ${legId} was inserted and is not there`)
  await silence(flow, call, monitor, legId)
  // the console answers a leg that it knows as its own, and no other
  await flow.emit(userId, toLegChanged(call, dialled))
  const to = await readAgentParty(flow.tx, userId)
  const dial = { op: 'dial' as const, legId, role, to, from: call.dialled_number, confirm: false }
  await startSequence(flow, {
    ...{ provider: call.provider, callId: call.id, name: 'monitor', aboutLegId: legId },
    steps: [...before.map(hangUp), { ...dial, timeoutMs: REJOIN_MS }],
  })
}
