import { z } from 'zod'
import type { LineLeg } from '#central/telephony/adapter.ts'
import { CallId } from '#shared/protocol/ids.ts'
import type { AriClient } from './ari-client.ts'
import { awaitsKey } from './awaits-key.ts'
import { isBridgeOfOurs, nameListenBridge, readPlace } from './bridges.ts'
import { type BridgedPlace, type ReadContext, readLeg } from './read-leg.ts'
import { readRecordingName } from './recording-names.ts'
import { Bridge, Channel, Ping } from './wire.ts'

export type LineLook = {
  at: number
  legs: LineLeg[]
  bridged: Map<string, BridgedPlace>
  emptyBridges: string[]
  /** channels that were picked up and have pressed no key yet */
  unconfirmed: ReadonlySet<string>
  recordings: { recordingId: string; callId: CallId }[]
}

/** Every leg that Asterisk holds for us, from Asterisk alone. Throws when it cannot be asked. */
export async function takeSnapshot(ari: AriClient, reading: ReadContext): Promise<LineLook> {
  const { timestamp } = await ari.read('/asterisk/ping', Ping)
  const [channels, bridges] = await Promise.all([
    ari.read('/channels', z.array(Channel)),
    ari.read('/bridges', z.array(Bridge)),
  ])
  const ours = bridges.filter(isBridgeOfOurs)
  const bridged = new Map(ours.flatMap((bridge) => bridge.channels.map((id) => [id, readPlace(bridge)] as const)))
  const legs = channels.flatMap((channel) => readLeg(channel, bridged.get(channel.id), reading) ?? [])
  const used = new Set<string>(legs.flatMap((leg) => [leg.callId, nameListenBridge(leg)]))
  const emptyBridges = ours.flatMap(({ id }) => (used.has(id) ? [] : [id]))
  const unconfirmed = new Set(channels.filter(awaitsKey).map(({ id }) => id))
  const recordings = channels.flatMap(({ id, channelvars }) => {
    const named = readRecordingName(id)
    const callId = CallId.safeParse(channelvars.RINGDESK_CALL)
    return named && callId.success ? [{ recordingId: named.recordingId, callId: callId.data }] : []
  })
  return { at: reading.readTime(timestamp), legs, bridged, emptyBridges, unconfirmed, recordings }
}
