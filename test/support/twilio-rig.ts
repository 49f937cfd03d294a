import { type FastifyInstance, fastify } from 'fastify'
import { createTwilioLegs } from '#central/calls/twilio-leg-rows.ts'
import { createWallClock } from '#central/clock.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import type { LineEvent, LineSink } from '#central/telephony/adapter.ts'
import { createTwilioClient } from '#central/telephony/twilio/client.ts'
import type { TwilioConfig } from '#central/telephony/twilio/config.ts'
import { createTwilioAdapter, type TwilioAdapter } from '#central/telephony/twilio/create-twilio-adapter.ts'
import { startTwilioDouble } from './twilio-double/start-twilio-double.ts'

export const ACCOUNT_SID = `AC${'0123456789abcdef'.repeat(2)}`
export const AUTH_TOKEN = 'a-token-of-32-characters-1234567'
export const PREVIOUS_TOKEN = 'the-token-before-it-123456789012'
export const API_KEY_SID = `SK${'0123456789abcdef'.repeat(2)}`
export const API_KEY_SECRET = 'the-secret-of-the-key-1234567890'
export const PUBLIC_URL = 'https://desk.example.test'
export const SERVICE_NUMBER = '+14155550100'

export type TwilioRig = Awaited<ReturnType<typeof startTwilioRig>>

/** The Twilio adapter on its double: real HTTP both ways, a database in memory, and what central was told. */
export async function startTwilioRig(
  options: { sink?: LineSink; voiceFallbackTwiml?: string; joinsEarly?: boolean } = {},
) {
  const voice = `${PUBLIC_URL}/telephony/twilio`
  const double = await startTwilioDouble({
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    publicUrl: PUBLIC_URL,
    joinsEarly: options.joinsEarly ?? false,
    numbers: {
      [SERVICE_NUMBER]: {
        voiceUrl: `${voice}/voice`,
        statusCallback: `${voice}/status`,
        ...(options.voiceFallbackTwiml === undefined ? {} : { voiceFallbackTwiml: options.voiceFallbackTwiml }),
      },
    },
  })
  const { db, close } = await openDatabase({ url: 'sqlite::memory:' })
  await migrate(db)
  const config: TwilioConfig = {
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    previousAuthToken: PREVIOUS_TOKEN,
    apiBaseUrl: double.apiBaseUrl,
    publicUrl: PUBLIC_URL,
    agentLanguage: 'en',
    detectMachines: true,
    phones: { apiKeySid: API_KEY_SID, apiKeySecret: API_KEY_SECRET, edge: ['dublin'] },
  }
  const events: LineEvent[] = []
  const logged: { level: string; fields: object; message: string }[] = []
  const write = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message })
  const log = { info: write('info'), warn: write('warn'), error: write('error') }
  const clock = createWallClock()
  const legs = createTwilioLegs(db)
  let adapter: TwilioAdapter
  let app: FastifyInstance | null = null

  /** A new process: nothing of the old one's memory is left. */
  async function start(): Promise<void> {
    adapter = createTwilioAdapter({ config, legs, clock, log })
    app = fastify()
    await app.register(adapter.routes, { prefix: '/telephony/twilio' })
    double.pointAt(await app.listen({ host: '127.0.0.1', port: 0 }))
    await adapter.start(async (event) => {
      events.push(event)
      await options.sink?.(event)
    })
  }

  async function stopCentral(): Promise<void> {
    double.pointAt(null)
    await double.idle()
    await adapter.stop()
    await app?.close()
    app = null
  }

  await start()
  return {
    double,
    events,
    logged,
    legs,
    config,
    /** Twilio asked directly, as a process would that died meanwhile */
    client: createTwilioClient(config),
    get adapter() {
      return adapter
    },
    get app() {
      if (!app) throw new Error('central is stopped')
      return app
    },
    start,
    stopCentral,
    async stop() {
      if (app) await stopCentral()
      await double.stop()
      await close()
    },
  }
}
