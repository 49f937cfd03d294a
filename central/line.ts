import type { FastifyPluginAsync } from 'fastify'
import type { SimulatorControl } from '#central/http/routes/simulator.ts'
import type { TelephonyAdapter } from '#central/telephony/adapter.ts'

/** One provider as boot opens it: the port, its webhooks, and for the simulator its remote control. */
export type Line = {
  adapter: TelephonyAdapter
  webhooks?: FastifyPluginAsync
  simulator?: SimulatorControl
  /** callers that come by themselves, in the demo */
  startArrivals?: () => { stop(): Promise<void> }
}
