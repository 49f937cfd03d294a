import type { FastifyPluginAsync } from 'fastify'
import type { FlowContext } from '#central/flows/flow-context.ts'
import type { SimulatorControl } from '#central/http/routes/simulator.ts'
import type { TelephonyAdapter } from '#central/telephony/adapter.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import { openDemoLine } from './open-demo-line.ts'
import { openTwilioLine } from './open-twilio-line.ts'

/** One provider as boot opens it: the port, its webhooks, and for the simulator its remote control. */
export type Line = {
  adapter: TelephonyAdapter
  webhooks?: FastifyPluginAsync
  simulator?: SimulatorControl
  /** callers that come by themselves, in the demo */
  startArrivals?: () => { stop(): Promise<void> }
}

export type Lines = ReturnType<typeof gatherLines>

/** The lines that the settings name. A real site without any runs as a record without telephony. */
export function openLines(context: FlowContext, settings: Settings): Lines {
  const twilio = openTwilioLine(context, settings)
  const demo = settings.demo ? openDemoLine(context, settings) : null
  return gatherLines([twilio, demo].filter((line) => line !== null))
}

export function gatherLines(lines: readonly Line[]) {
  const adapters = lines.map((line) => line.adapter)
  return {
    all: () => adapters,
    get: (name: string) => adapters.find((adapter) => adapter.name === name),
    simulator: lines.find((line) => line.simulator)?.simulator ?? null,
    webhooks: lines.flatMap(({ adapter, webhooks }) => (webhooks ? [{ name: adapter.name, routes: webhooks }] : [])),
    startArrivals() {
      const running = lines.flatMap((line) => line.startArrivals?.() ?? [])
      return {
        async stop() {
          for (const arrivals of running) await arrivals.stop()
        },
      }
    },
  }
}
