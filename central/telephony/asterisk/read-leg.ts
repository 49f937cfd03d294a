import { v5 } from 'uuid'
import type { LineLeg, Party } from '#central/telephony/adapter.ts'
import { type LegPlace, LegRole } from '#shared/protocol/call.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { awaitsKey } from './awaits-key.ts'
import type { Channel } from './wire.ts'

const CALLS = '0b8c6c1e-5f0a-5d3b-8a44-1f1c2c6d9e01'
const LEGS = '0b8c6c1e-5f0a-5d3b-8a44-1f1c2c6d9e02'
const withheld = new Set(['', 'anonymous', 'unknown', 'restricted', 'unavailable'])

/** In the conversation, or in the bridge where a supervisor listens to it. */
export type BridgedPlace = Exclude<LegPlace, 'parked'>

/** What a leg needs beside its channel. `readTime` turns Asterisk's time stamps into ms. */
export type ReadContext = { app: string; readTime(timestamp: string): number }

/**
 * The leg that a channel is, from the channel alone; null when it is none of ours. Legs we dialled carry their call
 * in channel variables and our leg id as channel id; those that came are named after their channel.
 */
export function readLeg(channel: Channel, bridged: BridgedPlace | undefined, context: ReadContext): LineLeg | null {
  const vars = channel.channelvars
  const isUp = channel.state === 'Up' && !awaitsKey(channel)
  const state = isUp ? 'up' : channel.state === 'Down' ? 'dialing' : 'ringing'
  // a leg that is called is in the bridge before it answers, so that early media is heard; it takes part when it is up
  const place = state === 'up' ? (bridged ?? 'parked') : 'parked'
  const rest = { state, place, muted: vars.RINGDESK_MUTED === '1', vendorId: channel.id } as const
  const role = LegRole.safeParse(vars.RINGDESK_ROLE)
  if (role.success && vars.RINGDESK_CALL) {
    return { callId: CallId.parse(vars.RINGDESK_CALL), legId: LegId.parse(channel.id), role: role.data, ...rest }
  }
  const to = readDialled(channel, context.app)
  if (to === null) return null
  const arrived = { at: context.readTime(channel.creationtime), from: readCaller(channel), to }
  return { ...nameInbound(channel.id), role: 'customer', ...rest, arrived }
}

/** Our ids of a call that came: made from its channel, so that the same call told twice is one. */
function nameInbound(channelId: string): { callId: CallId; legId: LegId } {
  return { callId: CallId.parse(v5(channelId, CALLS)), legId: LegId.parse(v5(channelId, LEGS)) }
}

/** The dialplan hands calls over as `Stasis(app,in,number)`, or `retry` after central was away. */
function readDialled({ dialplan }: Channel, app: string): string | null {
  if (dialplan.app_name !== 'Stasis') return null
  const [owner, how, to] = dialplan.app_data.split(',')
  return owner === app && (how === 'in' || how === 'retry') && to ? to : null
}

function readCaller({ caller }: Channel): Party {
  const { number } = caller
  return withheld.has(number.toLowerCase()) ? { kind: 'withheld' } : { kind: 'number', address: number }
}
