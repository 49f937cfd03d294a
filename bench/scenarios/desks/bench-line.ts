import type { LineLeg, LineSink, TelephonyAdapter } from '#central/telephony/adapter.ts'
import { isMuted } from './make-leg-event.ts'
import { BENCH_LINE, type SeatedAgent } from './seat-agents.ts'

/** A provider whose calls are all connected: it tells that agents' lines are muted and heard again. */
export function createBenchLine() {
  const legs = new Map<string, LineLeg>()
  let sink: LineSink | null = null

  const adapter: TelephonyAdapter = {
    name: BENCH_LINE,
    capabilities: {
      ...{ park: true, mute: true, say: false, listen: false, record: false, dtmf: false },
      ...{ confirmsAgentLeg: false, maxLegs: 2 },
    },
    async start(given) {
      sink = given
    },
    async stop() {
      sink = null
    },
    snapshot: async () => [...legs.values()],
    do: async () => ({ ok: false, code: 'unsupported' }),
  }

  return {
    adapter,
    hold({ callId, customerLegId, agentLegId }: SeatedAgent): void {
      const up = { callId, state: 'up', place: 'bridge', muted: false } as const
      legs.set(customerLegId, { ...up, legId: customerLegId, role: 'customer', vendorId: customerLegId })
      legs.set(agentLegId, { ...up, legId: agentLegId, role: 'agent', vendorId: agentLegId })
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
