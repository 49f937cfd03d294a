import type { Kysely } from 'kysely'
import type { Database } from '#central/db/schema.ts'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import { resumeJournal } from '#central/flows/start-flows.ts'
import type { LineEvent } from '#central/telephony/adapter.ts'
import type { PhoneBehaviour } from '#central/telephony/simulator/caller.ts'
import { createSimulator } from '#central/telephony/simulator/simulator.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { createTestContext, SUPPORT_NUMBER } from '#test/support/call-floor.ts'
import { planDeliveries, type Trouble } from '#test/support/delivery-trouble.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import {
  createLineFloor,
  giveTelephones,
  IN_THE_WORDS_MS,
  type LineFloor,
  type LineRig,
  numberOf,
  type PhoneManner,
} from './line-floor.ts'

const manners: Record<PhoneManner, PhoneBehaviour> = {
  'picks-up': { kind: 'picks-up', afterMs: 100 },
  'says-hello': { kind: 'picks-up', afterMs: 100 },
  voicemail: { kind: 'picks-up', afterMs: 100, isMachine: true },
  never: { kind: 'never' },
  busy: { kind: 'busy' },
  unreachable: { kind: 'unreachable' },
  rejects: { kind: 'rejected' },
}

export async function openSimulatorFloor(db: Kysely<Database>): Promise<LineFloor> {
  const idleness: { idle?: () => Promise<void> } = {}
  const clock = createTestClock(MORNING, async () => idleness.idle?.())
  await giveTelephones(db)
  const phones = new Map<string, PhoneBehaviour>()
  let trouble: Trouble | null = null
  const simulator = createSimulator({
    clock,
    random: createSeededRandom(11),
    onError: (error) => {
      throw error
    },
    phone: (address) => phones.get(address) ?? manners['picks-up'],
  })
  let context = createTestContext(db, clock, [simulator])
  idleness.idle = async () => {
    for (let round = 0; round < 3; round += 1) {
      await simulator.idle()
      await context.sequencer.idle()
    }
  }
  async function takeIn(event: LineEvent): Promise<void> {
    for (const delayMs of trouble === null ? [0] : planDeliveries(trouble)) {
      if (delayMs === 0) await applyLineEvent(context, simulator.name, event)
      else clock.schedule(delayMs, () => void applyLineEvent(context, simulator.name, event))
    }
  }

  const rig: LineRig = {
    adapter: () => simulator,
    async callIn(from, manner = {}) {
      const { messageMs = null } = manner
      const says = messageMs === null ? {} : { messageMs }
      const callId = simulator.placeCall({ from, to: SUPPORT_NUMBER, talkMs: 3_600_000, ...says })
      if (manner.messageMs === null) clock.schedule(IN_THE_WORDS_MS, () => simulator.callerHangsUp(callId))
      return callId
    },
    callerHangsUp: (callId) => void simulator.callerHangsUp(callId),
    calledHangsUp: (callId) => void simulator.callerHangsUp(callId),
    phone: (agent, manner) => void phones.set(numberOf(agent), manners[manner]),
    agentDrops: (callId) => void simulator.agentDrops(callId),
    colleagueDrops: (callId) => void simulator.colleagueDrops(callId),
    suffer: (shares) => {
      trouble = { ...shares, clock, random: createSeededRandom(13) }
    },
    idle: idleness.idle,
    stopCentral: async () => {
      await idleness.idle?.()
      await simulator.stop()
    },
    async startCentral() {
      context = createTestContext(db, clock, [simulator], { seed: 2 })
      await simulator.start(takeIn)
      await resumeJournal(context)
      return context
    },
    close: () => simulator.stop(),
  }
  await simulator.start(takeIn)
  return createLineFloor({ rig, clock, db, context })
}
