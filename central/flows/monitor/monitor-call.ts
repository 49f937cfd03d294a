import { readAgentParty } from '#central/agents/agent-party.ts'
import { lockAgent } from '#central/agents/agent-rows.ts'
import { toCallFacts } from '#central/calls/call-facts.ts'
import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { findOpenConsult } from '#central/calls/consult-rows.ts'
import type { Sequence } from '#central/calls/journal.ts'
import { insertLeg, type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { findMonitor, insertMonitor, type MonitorRow, updateMonitor } from '#central/calls/monitor-rows.ts'
import { findRecordingOfCall } from '#central/calls/recording-rows.ts'
import type { Executor } from '#central/db/executor.ts'
import { readLineControls } from '#central/flows/line-controls.ts'
import { moveLockedAgent } from '#central/flows/move-agent.ts'
import { mustConfirm } from '#central/flows/must-confirm.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { journalSequence, startSequence } from '#central/flows/sequence.ts'
import { answerLine, type CallTarget } from '#central/flows/steer-call.ts'
import { moveAgent } from '#shared/domain/agent/agent-position.ts'
import { findAgentLeg } from '#shared/domain/call/call-legs.ts'
import type { MonitorMode } from '#shared/protocol/call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { CallId, LegId, UserId } from '#shared/protocol/ids.ts'
import { noteMonitoring } from './note-monitoring.ts'
import { tellMonitor } from './tell-monitor.ts'

/** How long a supervisor's own telephone is rung. */
const SUPERVISOR_RINGS_MS = 20_000

type Wish = CallTarget & { mode: MonitorMode }

/**
 * Brings a supervisor into an agent's call, or changes who hears one who is in it. Refused when the line cannot, when
 * somebody else is in it, and to who has a call, an offer or a wrap-up of their own.
 */
export async function monitorCall(context: FlowContext, wish: Wish): Promise<Outcome<null>> {
  const journalled = await runFlow(context, async (flow): Promise<Outcome<Sequence | null>> => {
    const call = await lockCall(flow.tx, wish.callId)
    if (!call) return refuse('call_not_found')
    if (call.state === 'ended' || call.ended_by !== null) return refuse('call_ended')
    const monitor = await findMonitor(flow.tx, call.id)
    const legs = await listLegs(flow.tx, [call.id])
    const agentLeg = findAgentLeg(legs, call.agent_id)
    if (call.state !== 'connected' || agentLeg?.state !== 'up') return refuse('call_wrong_state')
    if (monitor?.by_user_id === wish.userId) return changeMode(flow, { call, agentLeg, monitor, mode: wish.mode })
    if (monitor) return refuse('call_monitored')
    if (call.agent_id === wish.userId) return refuse('target_is_self')
    if (!context.lines.get(call.provider)?.capabilities.listen) return refuse('line_unsupported')
    return begin(flow, call, wish)
  })
  if (!journalled.ok) return journalled
  const { value: sequence } = journalled
  return sequence === null ? accept(null) : answerLine(sequence, await context.runSequence(sequence))
}

async function begin(flow: Flow, call: CallRow, { userId, mode }: Wish): Promise<Outcome<null>> {
  const { tx, now, context } = flow
  const supervising = { type: 'supervising' as const, callId: CallId.parse(call.id) }
  const supervisor = await lockAgent(tx, userId)
  if (!supervisor || moveAgent(supervisor.position, supervising, now) === null) return refuse('monitor_not_free')
  const legId = LegId.parse(flow.newId())
  const role = 'supervisor' as const
  const leg = { id: legId, call_id: call.id, role, user_id: userId, vendor_id: null }
  await insertLeg(tx, { ...leg, state: 'dialing', place: 'parked', now })
  const monitor = await insertMonitor(tx, {
    ...{ id: flow.newId(), call_id: call.id, by_user_id: userId, of_user_id: UserId.parse(call.agent_id) },
    ...{ by_name: await readName(tx, userId), leg_id: legId, mode, started_at: now },
  })
  await noteMonitoring(flow, { action: 'call.monitored', monitor, mode })
  const controls = readLineControls(context.lines, call.provider)
  const consult = await findOpenConsult(tx, call.id)
  const recording = await findRecordingOfCall(tx, call.id)
  const facts = toCallFacts(call, await listLegs(tx, [call.id]), { userId, controls, consult, monitor, recording })
  await flow.emit(userId, { type: 'call.answered', call: facts })
  await moveLockedAgent(flow, supervisor, supervising)
  const to = await readAgentParty(tx, userId)
  const confirm = mustConfirm(context.lines, call.provider, to)
  const dial = { op: 'dial' as const, legId, role, to, from: call.dialled_number, confirm }
  await startSequence(flow, {
    ...{ provider: call.provider, callId: call.id, name: 'monitor', aboutLegId: legId },
    steps: [{ ...dial, timeoutMs: SUPERVISOR_RINGS_MS }],
  })
  return accept(null)
}

type Change = { call: CallRow; agentLeg: LegRow; monitor: MonitorRow; mode: MonitorMode }

/** While their telephone still rings only the wish changes; it is carried out when they are up. */
async function changeMode(flow: Flow, { call, agentLeg, monitor, mode }: Change): Promise<Outcome<Sequence | null>> {
  if (monitor.mode === mode) return accept(null)
  await noteMonitoring(flow, { action: 'call.monitored', monitor, mode })
  if (monitor.state === 'ringing') {
    await tellMonitor(flow, call, monitor, await updateMonitor(flow.tx, monitor, { mode }))
    return accept(null)
  }
  const legId = LegId.parse(monitor.leg_id)
  const steps = [{ op: 'listen' as const, legId, to: LegId.parse(agentLeg.id), mode }]
  const { provider, id: callId } = call
  return accept(await journalSequence(flow, { provider, callId, name: 'rearrange', steps }))
}

async function readName(tx: Executor, userId: UserId): Promise<string> {
  const row = await tx.selectFrom('user').select('name').where('id', '=', userId).executeTakeFirst()
  return row?.name ?? ''
}
