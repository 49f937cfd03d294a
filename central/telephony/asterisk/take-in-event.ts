import type { LineLeg } from '#central/telephony/adapter.ts'
import { type AsteriskLine, endWatch } from './asterisk-line.ts'
import { awaitsKey } from './awaits-key.ts'
import { nameListenBridge, readPlace } from './bridges.ts'
import { readCause } from './causes.ts'
import { askForKey, takeKey } from './confirm-leg.ts'
import { JUDGED, takeInVerdict } from './judge-answer.ts'
import { NOTED_EVENT } from './note-on-leg.ts'
import { readLeg } from './read-leg.ts'
import type { AriEvent, Bridge, Channel } from './wire.ts'

type Told = { key: string; at: number }
type ChannelEvent = Exclude<AriEvent, { type: 'ApplicationReplaced' } | { recording: unknown } | { playback: unknown }>

/** Turns one event of Asterisk into facts of a leg. Events may come doubled: the same one has the same key. */
export function takeInEvent(line: AsteriskLine, event: ChannelEvent): void {
  const { channel } = event
  if (!channel) return
  line.lastAt = Math.max(line.reading.readTime(event.timestamp), line.lastAt + 1)
  // ringing and answered may fall into one millisecond: the time alone does not tell two facts apart
  const told = { key: `${channel.id}:${event.type}:${channel.state}:${event.timestamp}`, at: line.lastAt }
  const known = line.legs.get(channel.id)
  switch (event.type) {
    case 'StasisStart': {
      if (takeInVerdict(line, event)) return
      const leg = readLeg(channel, undefined, line.reading)
      if (!leg || known) return
      line.legs.set(channel.id, leg)
      // a caller in no bridge may leave the application before the channel ends: its end must still be told
      if (leg.arrived) line.follow(leg)
      reportArrival(line, leg)
      // taken over from the dialplan, which had answered it while central was away
      if (leg.arrived && leg.state === 'up') reportLeg(line, leg, told)
      return
    }
    case 'ChannelStateChange':
      update(line, known, channel, told)
      return
    case 'ChannelEnteredBridge':
    case 'ChannelLeftBridge':
      if (!known || !isOurs(known, event.bridge)) return
      if (event.type === 'ChannelEnteredBridge') line.bridged.set(channel.id, readPlace(event.bridge))
      else line.bridged.delete(channel.id)
      update(line, known, channel, told)
      return
    case 'ChannelUserevent':
      if (event.eventname !== NOTED_EVENT) return
      update(line, known, channel, told)
      return
    case 'ChannelDtmfReceived':
      if (known) takeKey(line, known, event.digit)
      return
    case 'ChannelTalkingStarted':
      for (const message of line.messages.values()) if (message.channelId === channel.id) message.hasSpoken = true
      return
    case 'ChannelDestroyed':
      if (known)
        endLeg(line, known, {
          ...told,
          cause: readCause(channel, event.cause, known.state === 'up'),
          vendorCause: `${event.cause}`,
        })
      return
    default:
      event satisfies never
  }
}

function isOurs(leg: LineLeg, { id }: Bridge): boolean {
  return id === leg.callId || id === nameListenBridge(leg)
}

function update(line: AsteriskLine, known: LineLeg | undefined, channel: Channel, told: Told): void {
  if (!known) return
  const read = readLeg(channel, line.bridged.get(channel.id), line.reading)
  // a channel that is leaving us has no application any more; what it was stays
  const leg = read ? { ...known, state: read.state, place: read.place, muted: read.muted } : known
  line.legs.set(channel.id, leg)
  if (leg.state === 'up') endWatch(line, leg.legId)
  if (leg.state === 'up' && known.state !== 'up' && channel.channelvars[JUDGED] === '1') line.judge(leg)
  if (awaitsKey(channel)) askForKey(line, leg)
  reportLeg(line, leg, told)
}

export function reportArrival(line: AsteriskLine, { callId, legId, vendorId, arrived }: LineLeg): void {
  if (!arrived) return
  const { at, from, to } = arrived
  line.emit({ type: 'arrived', at, key: `${vendorId}:arrived`, callId, legId, vendorId, from, to, headers: {} })
}

export function reportLeg(line: AsteriskLine, leg: LineLeg, told: Told): void {
  const { callId, legId, state, place, muted, vendorId } = leg
  line.emit({ type: 'leg', ...told, callId, legId, state, place, muted, vendorId })
}

/** The leg is over; with the last one of a call its bridge goes too. */
export function endLeg(
  line: AsteriskLine,
  leg: LineLeg,
  end: Told & Pick<Extract<Parameters<AsteriskLine['emit']>[0], { type: 'leg-ended' }>, 'cause' | 'vendorCause'>,
): void {
  line.legs.delete(leg.vendorId)
  line.bridged.delete(leg.vendorId)
  endWatch(line, leg.legId)
  line.questions.get(leg.vendorId)?.cancel()
  line.questions.delete(leg.vendorId)
  const { callId, legId } = leg
  line.emit({ type: 'leg-ended', ...end, callId, legId, durationMs: null })
  if (leg.role === 'supervisor') line.dropListening(leg)
  if (![...line.legs.values()].some((other) => other.callId === callId)) line.dropBridge(callId)
}
