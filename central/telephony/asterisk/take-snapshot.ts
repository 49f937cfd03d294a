import { z } from 'zod'
import type { LineLeg } from '#central/telephony/adapter.ts'
import type { AriClient } from './ari-client.ts'
import { type ReadContext, readLeg } from './read-leg.ts'
import { Bridge, Channel, Ping } from './wire.ts'

export type LineLook = { at: number; legs: LineLeg[]; bridged: Set<string>; emptyBridges: string[] }

/** Every leg that Asterisk holds for us, from Asterisk alone. Throws when it cannot be asked. */
export async function takeSnapshot(ari: AriClient, reading: ReadContext): Promise<LineLook> {
  const { timestamp } = await ari.read('/asterisk/ping', Ping)
  const [channels, bridges] = await Promise.all([
    ari.read('/channels', z.array(Channel)),
    ari.read('/bridges', z.array(Bridge)),
  ])
  const ours = bridges.filter(({ name }) => name === 'ringdesk')
  const bridged = new Set(ours.flatMap((bridge) => bridge.channels))
  const legs = channels.flatMap((channel) => readLeg(channel, bridged.has(channel.id), reading) ?? [])
  const calls = new Set<string>(legs.map(({ callId }) => callId))
  const emptyBridges = ours.flatMap(({ id }) => (calls.has(id) ? [] : [id]))
  return { at: reading.readTime(timestamp), legs, bridged, emptyBridges }
}
