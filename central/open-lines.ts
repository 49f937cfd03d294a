import type { FlowContext } from '#central/flows/flow-context.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import type { Line } from './line.ts'
import { openAsteriskLine } from './open-asterisk-line.ts'
import { openDemoLine } from './open-demo-line.ts'
import { openTwilioLine } from './open-twilio-line.ts'

export type Lines = ReturnType<typeof gatherLines>

/** The lines that the settings name. A real site without any runs as a record without telephony. */
export function openLines(context: FlowContext, settings: Settings): Lines {
  const twilio = openTwilioLine(context, settings)
  const asterisk = openAsteriskLine(context, settings)
  const demo = settings.demo ? openDemoLine(context, settings) : null
  return gatherLines([twilio, asterisk, demo].filter((line) => line !== null))
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
