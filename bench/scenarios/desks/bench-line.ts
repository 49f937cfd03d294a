import type { LineLeg, LineSink, TelephonyAdapter } from '#central/telephony/adapter.ts'
import { isMuted } from './make-leg-event.ts'
import { BENCH_LINE, type SeatedAgent } from './seat-agents.ts'

/** A provider whose calls are all connected: it tells that agents' lines are muted and heard again. */
export function createBenchLine() {
  const legs = new Map<string, LineLeg>()
  let sink: LineSink | null = null
  let telling: Promise<unknown> = Promise.resolve()

  const adapter: TelephonyAdapter = {
    name: BENCH_LINE,
    capabilities: {
      ...{ park: true, mute: true, say: false, listen: false, record: false, dtmf: false },
      ...{ voicemail: false, confirmsAgentLeg: false, callOut: false, maxLegs: 2, detectsMachines: false },
    },
    async start(given) {
      sink = given
    },
    async stop() {
      sink = null
    },
    // a look between a fact and its report would find it first, and leave nothing to tell
    async snapshot() {
      await telling
      return [...legs.values()]
    },
    do: async () => ({ ok: false, code: 'unsupported' }),
  }

  return {
    adapter,
    hold({ callId, customerLegId, agentLegId }: SeatedAgent): void {
      const up = { callId, state: 'up', place: 'bridge', muted: false } as const
      legs.set(customerLegId, { ...up, legId: customerLegId, role: 'customer', vendorId: customerLegId })
      legs.set(agentLegId, { ...up, legId: agentLegId, role: 'agent', vendorId: agentLegId })
    },
    /** While this work goes on nobody looks at the line from outside. */
    async tellUnseen<T>(work: () => Promise<T>): Promise<T> {
      const told = work()
      // whoever waits for the end need not know how it went: that is thrown where the work was asked for
      telling = told.catch(() => undefined)
      return told
    },
    /** Resolves when the fact is durable at central. */
    async tell({ agentLegId }: SeatedAgent, mark: number): Promise<void> {
      const leg = legs.get(agentLegId)
      if (!leg || !sink) throw new Error('the line is not open')
      const { callId, legId, place, vendorId } = leg
      leg.muted = isMuted(mark)
      const { muted } = leg
      await sink({ type: 'leg', at: mark, key: `bench-${mark}`, callId, legId, state: 'up', place, muted, vendorId })
    },
  }
}
