import type { LineEvent } from '#central/telephony/adapter.ts'
import type { PhoneBehaviour } from '#central/telephony/simulator/caller.ts'
import { createSimulator } from '#central/telephony/simulator/simulator.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { type BareLine, describeThirdParty } from './third-party.contract.ts'

const manners: Record<Parameters<BareLine['phone']>[1], PhoneBehaviour> = {
  'picks-up': { kind: 'picks-up', afterMs: 100 },
  never: { kind: 'never' },
  busy: { kind: 'busy' },
  unreachable: { kind: 'unreachable' },
}
const AT_ONCE_MS = 200
const RING_MS = 21_000

async function openSimulatorLine(): Promise<BareLine> {
  const clock = createTestClock(MORNING)
  const told: LineEvent[] = []
  const phones = new Map<string, PhoneBehaviour>()
  const simulator = createSimulator({
    clock,
    random: createSeededRandom(17),
    onError: (error) => {
      throw error
    },
    phone: (address) => phones.get(address) ?? manners['picks-up'],
  })
  const sink = async (event: LineEvent) => void told.push(event)
  await simulator.start(sink)
  return {
    adapter: () => simulator,
    told: () => told,
    async callIn() {
      const callId = simulator.placeCall({ from: '+14155550123', to: '+14155550100', talkMs: 3_600_000 })
      const [customer] = await simulator.snapshot()
      if (!customer) throw new Error('nobody calls')
      const { legId: customerLeg } = customer
      await simulator.do({ op: 'answer', commandId: 'answer', callId, legId: customerLeg })
      return { callId, customerLeg }
    },
    phone: (address, manner) => void phones.set(address, manners[manner]),
    callerHangsUp: (callId) => void simulator.callerHangsUp(callId),
    settle: () => clock.advance(AT_ONCE_MS),
    ringOut: () => clock.advance(RING_MS),
    async restart() {
      await simulator.stop()
      await simulator.start(sink)
    },
    close: () => simulator.stop(),
  }
}

describeThirdParty('the simulator', openSimulatorLine)
