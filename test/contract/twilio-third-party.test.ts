import { nameInboundCall } from '#central/telephony/twilio/line-ids.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { SERVICE_NUMBER, startTwilioRig } from '#test/support/twilio-rig.ts'
import { type BareLine, describeThirdParty } from './third-party.contract.ts'

const OUTSIDE = '+14155550311'
const manners = { 'picks-up': 'picks-up', never: 'rings', busy: 'busy', unreachable: 'unreachable' } as const

async function openTwilioLine(joinsEarly: boolean): Promise<BareLine> {
  const rig = await startTwilioRig({ joinsEarly })
  const { double } = rig
  for (const address of ['client:ann', OUTSIDE]) double.phone(address).behaves('picks-up')
  const findCaller = (callId: CallId) => {
    const call = [...double.exchange.calls.values()].find(({ sid }) => nameInboundCall(sid).callId === callId)
    if (!call) throw new Error(`nobody calls on ${callId}`)
    return call
  }
  return {
    adapter: () => rig.adapter,
    told: () => rig.events,
    async callIn() {
      const { sid } = await double.callFrom('+14155550123', SERVICE_NUMBER)
      const { callId, legId: customerLeg } = nameInboundCall(sid)
      return { callId, customerLeg }
    },
    phone: (address, manner) => double.phone(address).behaves(manners[manner]),
    callerHangsUp: (callId) => double.hangUp(findCaller(callId)),
    settle: () => double.idle(),
    async ringOut() {
      for (const call of double.exchange.calls.values()) {
        if (call.status === 'ringing') double.exchange.end(call, 'no-answer')
      }
    },
    async restart() {
      await rig.stopCentral()
      await rig.start()
    },
    async close() {
      const faults = [...double.exchange.faults]
      await rig.stop()
      if (faults.length > 0) throw new Error(faults.join('\n'))
    },
  }
}

describeThirdParty('Twilio', () => openTwilioLine(false))
describeThirdParty('Twilio with early media', () => openTwilioLine(true))
