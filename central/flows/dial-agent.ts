import { readAgentParty } from '#central/agents/agent-party.ts'
import type { CallRow } from '#central/calls/call-rows.ts'
import type { LegId, UserId } from '#shared/protocol/ids.ts'
import { mustConfirm } from './must-confirm.ts'
import type { Flow } from './run-flow.ts'
import { startSequence } from './sequence.ts'
import { setDue } from './set-due.ts'

/**
 * How long a call waits for its agent's line. A telephone has to ring, be picked up and confirm with a key; a soft
 * phone answers by itself.
 */
const JOIN_MS = { number: 30_000, sip: 15_000, client: 10_000, withheld: 10_000 } as const

/** Dials the line of the agent who took the call, or makes it, into it. What does not come up in time fails. */
export async function dialAgent(flow: Flow, call: CallRow, { legId, userId }: { legId: LegId; userId: UserId }) {
  const to = await readAgentParty(flow.tx, userId)
  const timeoutMs = JOIN_MS[to.kind]
  await setDue(flow, 'join', call.id, flow.now + timeoutMs)
  const confirm = mustConfirm(flow.context.lines, call.provider, to)
  await startSequence(flow, {
    provider: call.provider,
    callId: call.id,
    name: 'connect',
    steps: [{ op: 'dial', legId, role: 'agent', to, from: call.dialled_number, timeoutMs, confirm }],
    aboutLegId: legId,
  })
}
