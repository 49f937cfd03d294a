import type { LineAnswer, LineCommand, LineEvent, Party } from '#central/telephony/adapter.ts'
import { type CallId, LegId } from '#shared/protocol/ids.ts'
import { SERVICE_NUMBER, type TwilioRig } from './twilio-rig.ts'

const CALLER = '+14155550123'
const AGENT = '+14155550199'
export const AGENT_LEG = LegId.parse('agent-leg-1')
export const TARGET_LEG = LegId.parse('target-leg-1')

type WithoutKeys<T> = T extends unknown ? Omit<T, 'commandId' | 'callId'> : never

/** A customer and an agent who talk on the Twilio line, and commands about their call. */
export async function talkOnTwilio(rig: TwilioRig) {
  const caller = await rig.double.callFrom(CALLER, SERVICE_NUMBER)
  const arrived = rig.events.find((event) => event.type === 'arrived')
  if (arrived?.type !== 'arrived') throw new Error('nobody arrived')
  const { callId, legId: customerLeg } = arrived
  let count = 0

  /** One primitive; resolves when nothing more comes of it. */
  async function send(fields: WithoutKeys<LineCommand>, commandId?: string): Promise<LineAnswer> {
    count += 1
    const answer = await rig.adapter.do({
      commandId: commandId ?? `command-${count}`,
      callId,
      ...fields,
    } as LineCommand)
    await rig.double.idle()
    return answer
  }
  const dial = (to: Party, legId = TARGET_LEG, role: 'agent' | 'target' = 'target', from: string | null = null) =>
    send({ op: 'dial', legId, role, to, from, timeoutMs: 20_000, confirm: role === 'agent' })

  await dial({ kind: 'number', address: AGENT }, AGENT_LEG, 'agent')
  await rig.double.phone(AGENT).answers()
  await rig.double.phone(AGENT).presses('1')
  await rig.double.idle()
  await send({ op: 'bridge', legId: customerLeg })

  return {
    caller,
    callId: callId as CallId,
    customerLeg,
    agentPhone: rig.double.phone(AGENT),
    send,
    dial,
    /** what central was told of a leg, oldest first */
    told: (legId: LegId): LineEvent[] => rig.events.filter((event) => 'legId' in event && event.legId === legId),
    /** who hears whom just now: the labels of those in the bridge */
    bridged: (): (string | null)[] =>
      [...(rig.double.exchange.conferences.findRunning(callId)?.participants.values() ?? [])]
        .filter(({ hold }) => !hold)
        .map(({ label }) => label),
  }
}
