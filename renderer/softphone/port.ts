import type { Clock } from '#shared/domain/clock.ts'
import type { OpenedMicrophone } from './audio/open-microphone.ts'
import type { Reading } from './quality.ts'

/** What an incoming leg says it is: by these it is known whether it is the call that the agent just took. */
export type Invite = { offerId: string | null; legId: string | null }

/**
 * How a softphone stands with its exchange. `refused`: the credentials are no longer good. `audio`: whether a call
 * sounds here; `held`: it would, but the browser waits for a click.
 */
export type Connection = 'connecting' | 'registered' | 'lost' | 'refused'
export type SoftphoneNews =
  | { kind: 'connection'; connection: Connection }
  | { kind: 'audio'; audio: 'none' | 'up' | 'held' }
  | { kind: 'microphone-ended' }

/** Where to speak into and to hear from; '' is the system's own. */
export type InUse = { microphone: string; speaker: string }

/**
 * A telephone inside the console. It answers what it is told is ours, carries audio, and says how that goes. It never
 * rings, holds, mutes or dials: those are the line's.
 */
export interface Softphone {
  /** Fresh credentials before the old ones end; a call goes on. */
  renew(secret: string): void
  /** Changes devices, also in the middle of a call. */
  use(devices: InUse): Promise<void>
  /** In a click: lets the browser sound what it held back. */
  release(): void
  /** What arrived since the call began; null without a call. */
  read(): Promise<Reading | null>
  stop(): void
}

export type SoftphoneParts = {
  clock: Clock
  devices: InUse
  /** Whether this leg is the agent's: resolves once it is known, at the latest after a few seconds. */
  admit(invite: Invite): Promise<boolean>
  openMicrophone(deviceId: string): Promise<OpenedMicrophone>
  tell(news: SoftphoneNews): void
}
