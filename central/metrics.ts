import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What central counts for Prometheus. Labels are codes and route patterns, never personal data. */
export type Metrics = {
  registry: Registry
  /** runs `work` and keeps how long it took, by name and whether it went well */
  time<T>(flow: string, work: () => Promise<T>): Promise<T>
  countHttp(route: string, method: string, status: number, seconds: number): void
  countEvents(type: string): void
  countRefusal(edge: 'http' | 'link', code: string): void
}

/** Numbers read at the moment Prometheus asks; null: not known just now. */
export type Gauges = {
  linkSockets(): number
  callsByState(): Promise<{ state: string; count: number }[] | null>
  openOffers(): Promise<number | null>
  recordingsToStore(): Promise<number | null>
}

export function createMetrics(): Metrics & { watch(gauges: Gauges): void } {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const flows = new Histogram({
    name: 'ringdesk_flow_seconds',
    help: 'How long a command or batch took, from its frame to its commit.',
    labelNames: ['flow', 'outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  })
  const http = new Histogram({
    name: 'ringdesk_http_request_seconds',
    help: 'HTTP requests by route pattern.',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const events = new Counter({
    name: 'ringdesk_events_sent_total',
    help: 'Events sent to desks, by type.',
    labelNames: ['type'],
    registers,
  })
  const refusals = new Counter({
    name: 'ringdesk_refusals_total',
    help: 'Requests and frames refused, by code.',
    labelNames: ['edge', 'code'],
    registers,
  })
  return {
    registry,
    async time(flow, work) {
      const end = flows.startTimer({ flow })
      try {
        const result = await work()
        end({ outcome: 'done' })
        return result
      } catch (error) {
        end({ outcome: 'failed' })
        throw error
      }
    },
    countHttp: (route, method, status, seconds) => http.observe({ route, method, status }, seconds),
    countEvents: (type) => events.inc({ type }),
    countRefusal: (edge, code) => refusals.inc({ edge, code }),
    watch: (gauges) => watchGauges(registers, gauges),
  }
}

function watchGauges(registers: Registry[], gauges: Gauges): void {
  new Gauge({
    name: 'ringdesk_link_sockets',
    help: 'Desks connected to this node.',
    registers,
    collect() {
      this.set(gauges.linkSockets())
    },
  })
  new Gauge({
    name: 'ringdesk_calls',
    help: 'Calls that have not ended, by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset()
      for (const { state, count } of (await gauges.callsByState()) ?? []) this.set({ state }, count)
    },
  })
  new Gauge({
    name: 'ringdesk_offers_open',
    help: 'Offers waiting for an answer.',
    registers,
    async collect() {
      this.set((await gauges.openOffers()) ?? Number.NaN)
    },
  })
  new Gauge({
    name: 'ringdesk_recordings_to_store',
    help: 'Recordings that are whole on their line and not in the store yet.',
    registers,
    async collect() {
      this.set((await gauges.recordingsToStore()) ?? Number.NaN)
    },
  })
}
