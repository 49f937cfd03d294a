import type { FastifyPluginAsync } from 'fastify'
import type { LineEvent, LineSink, TelephonyAdapter } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { type Ask, createAsk } from './ask.ts'
import { createTwilioClient } from './client.ts'
import type { TwilioConfig, TwilioLog } from './config.ts'
import { createCommands } from './do-command.ts'
import { fetchRecording, forgetRecording } from './fetch-recording.ts'
import { issuePhoneToken } from './issue-phone-token.ts'
import { createKeyTones } from './key-tones.ts'
import { twilioRoutes } from './routes.ts'
import { takeSnapshot } from './take-snapshot.ts'
import type { TwilioLegs } from './twilio-legs.ts'
import type { TwilioLine } from './twilio-line.ts'
import { watchLink } from './watch-link.ts'
import { createWebhookUrls } from './webhook-urls.ts'

export type TwilioAdapter = TelephonyAdapter & { routes: FastifyPluginAsync }

/**
 * The line of a Twilio account. `routes` are its webhooks, for the server that the public address leads to. It holds
 * no state of calls: what must outlive this process is in `legs` or at Twilio.
 */
export function createTwilioAdapter(parts: {
  config: TwilioConfig
  legs: TwilioLegs
  clock: Clock
  log: TwilioLog
}): TwilioAdapter {
  const { config, legs, clock, log } = parts
  const { accountSid, phones } = config
  const client = createTwilioClient(config)
  let sink: LineSink | null = null

  async function emit(event: LineEvent): Promise<void> {
    // an error here refuses the webhook, and Twilio sends it again
    if (!sink) throw new Error('the Twilio line is stopped')
    await sink(event)
  }
  function reportLink(up: boolean): void {
    const at = clock.now()
    if (!sink) return
    void sink({ type: 'link', at, key: `link:${at}:${up}`, up }).catch((error: unknown) =>
      log.error({ err: error }, 'the state of the Twilio link was not taken in'),
    )
  }
  async function probe(): Promise<void> {
    await ask.once(() => client.calls.list({ limit: 1, pageSize: 1 }))
  }

  let link = watchLink({ clock, report: reportLink, probe })
  const ask: Ask = createAsk(clock, {
    succeeded: () => link.succeeded(),
    failed: (failure) => link.failed(failure),
    stop: () => link.stop(),
  })
  const urls = createWebhookUrls(config.publicUrl)
  const line: TwilioLine = { config, urls, client, ask, legs, tones: createKeyTones(clock), clock, log, emit }
  const doCommand = createCommands(line)

  return {
    name: 'twilio',
    capabilities: {
      park: true,
      mute: true,
      say: true,
      listen: true,
      record: true,
      dtmf: true,
      confirmsAgentLeg: true,
      voicemail: true,
      detectsMachines: config.detectMachines,
      callOut: true,
      maxLegs: 250,
    },
    async start(given) {
      sink = given
      link = watchLink({ clock, report: reportLink, probe })
      // calls reach us with or without the API: its state is found out beside the start, and told as a link event
      void probe()
    },
    async stop() {
      link.stop()
      sink = null
    },
    fetchRecording: ({ vendorId }) => fetchRecording(config, vendorId),
    forgetRecording: ({ vendorId }) => forgetRecording(line, vendorId),
    snapshot: () => takeSnapshot(line),
    do: doCommand,
    ...(phones === null
      ? {}
      : {
          issuePhone: async (asker) =>
            issuePhoneToken({ accountSid, phones }, { identity: asker.address, now: asker.now }),
        }),
    routes: twilioRoutes({ line, isOpen: () => sink !== null }),
  }
}
