import type { Twilio } from 'twilio'
import type { LineEvent } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Ask } from './ask.ts'
import type { TwilioConfig, TwilioLog } from './config.ts'
import type { KeyTones } from './key-tones.ts'
import type { TwilioLegs } from './twilio-legs.ts'
import type { WebhookUrls } from './webhook-urls.ts'

/** What every part of the adapter is given. */
export type TwilioLine = {
  config: TwilioConfig
  urls: WebhookUrls
  client: Twilio
  ask: Ask
  legs: TwilioLegs
  tones: KeyTones
  clock: Clock
  log: TwilioLog
  /** resolves when the fact is durable at central */
  emit(event: LineEvent): Promise<void>
}
