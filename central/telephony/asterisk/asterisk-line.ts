import type { LineEvent, LineLeg } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { AriClient } from './ari-client.ts'
import type { AsteriskConfig, AsteriskLog } from './config.ts'
import type { AsteriskQuestion } from './question.ts'
import type { BridgedPlace, ReadContext } from './read-leg.ts'
import type { AsteriskRecording } from './record-call.ts'
import type { AsteriskMessage } from './take-message.ts'

/** What every part of the adapter is given. */
export type AsteriskLine = {
  config: AsteriskConfig
  ari: AriClient
  clock: Clock
  log: AsteriskLog
  reading: ReadContext
  /** the legs that Asterisk holds, by channel id: a picture for quick answers, made anew at every connection */
  legs: Map<string, LineLeg>
  /** the channels that are in a bridge of ours, by Asterisk's events */
  bridged: Map<string, BridgedPlace>
  /** ends the watch over a ringing leg, by leg id */
  watches: Map<string, () => void>
  /** telephones that were picked up and are asked for a key, by channel id */
  questions: Map<string, AsteriskQuestion>
  /** what Asterisk records for us, by recording id */
  recordings: Map<string, AsteriskRecording>
  /** messages that callers are leaving, by recording id */
  messages: Map<string, AsteriskMessage>
  /** the time of the last event: Asterisk counts ms, and several events of one leg fall into one */
  lastAt: number
  /** resolves when the channel is in our application, where it can be put into a bridge and dialled */
  waitForStasis(channelId: string): Promise<boolean>
  /** resolves when something that is played to a channel is over; false: it could not be played, or nobody knows */
  waitForPlayback(playbackId: string): Promise<boolean>
  /** facts of one call reach central in the order they are given */
  emit(event: LineEvent): void
  /** keeps the events of this channel coming to its end */
  follow(leg: LineLeg): void
  /** lets Asterisk forget a bridge that is needed no more */
  dropBridge(bridgeId: string): void
  /** throws away what is left of a recording that failed */
  dropRecording(recordingId: string): void
  /** ends what overheard for a recording that is over */
  dropRecorders(recordingId: string): void
  /** finds out who picked up this leg */
  judge(leg: LineLeg): void
  /** ends what listened for a supervisor who is gone */
  dropListening(leg: LineLeg): void
}

export function findLeg(line: AsteriskLine, legId: string): LineLeg | undefined {
  return line.legs.get(legId) ?? [...line.legs.values()].find((leg) => leg.legId === legId)
}

/** It does not ring any more: nothing hangs it up for that. */
export function endWatch(line: AsteriskLine, legId: string): void {
  line.watches.get(legId)?.()
  line.watches.delete(legId)
}

export function pathOf({ vendorId }: LineLeg): string {
  return `/channels/${encodeURIComponent(vendorId)}`
}
