import { toLegChanged } from '#central/calls/call-facts.ts'
import { agentStates, lockCall } from '#central/calls/call-rows.ts'
import { listLegs, saveAnsweredBy } from '#central/calls/leg-rows.ts'
import { annotateLineFact, type LineFact, recordLineFact } from '#central/calls/line-facts.ts'
import { findMonitor } from '#central/calls/monitor-rows.ts'
import type { LineEvent } from '#central/telephony/adapter.ts'
import { UserId } from '#shared/protocol/ids.ts'
import type { Flow } from './run-flow.ts'

type AnsweredByEvent = Extract<LineEvent, { type: 'answered-by' }>

/** The line has judged who picked up: the first word counts. It changes nothing in the call; its agent is told. */
export async function noteAnsweredBy(flow: Flow, provider: string, event: AnsweredByEvent): Promise<void> {
  const { tx, now } = flow
  const { key, callId, legId, by } = event
  const fact: LineFact = { provider, key, callId, kind: `answered-by.${by}`, note: event.note ?? null, now }
  if (!(await recordLineFact(tx, fact))) return
  const call = await lockCall(tx, callId)
  if (call?.provider !== provider) return annotateLineFact(tx, fact, 'unknown_call')
  const leg = (await listLegs(tx, [call.id])).find(({ id }) => id === legId)
  if (!leg) return annotateLineFact(tx, fact, 'unknown_leg')
  if (leg.answered_by !== null) return
  const changed = toLegChanged(call, await saveAnsweredBy(tx, leg, by))
  // offered on to the next one, it is on nobody's desk
  if (!agentStates.includes(call.state)) return
  const monitor = await findMonitor(tx, call.id)
  for (const userId of [call.agent_id, monitor?.by_user_id]) {
    if (userId != null) await flow.emit(UserId.parse(userId), changed)
  }
}
