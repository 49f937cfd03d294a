import { TerminationCause } from '#shared/protocol/call.ts'
import { isUnconfirmed } from './awaits-key.ts'
import type { Channel } from './wire.ts'

/** Q.850 causes as Asterisk gives them when a channel is destroyed. */
const causes: Record<number, TerminationCause> = {
  1: 'unreachable',
  16: 'normal',
  17: 'busy',
  18: 'no_answer',
  19: 'no_answer',
  20: 'unreachable',
  21: 'rejected',
  27: 'unreachable',
  34: 'congestion',
  38: 'congestion',
  42: 'congestion',
  44: 'media_lost',
}

/** The cause to hang up with: what a far end that was never answered is told. */
export const reasonCodes: Partial<Record<TerminationCause, number>> = { busy: 17, rejected: 21, congestion: 42 }

/** How a channel ended: what we ended it for, when it was us, is written on the channel. */
export function readCause(channel: Channel, cause: number, wasUp: boolean): TerminationCause {
  const ours = TerminationCause.safeParse(channel.channelvars.RINGDESK_CAUSE)
  if (ours.success) return ours.data
  const isInbound = channel.channelvars.RINGDESK_CALL === undefined || channel.channelvars.RINGDESK_CALL === ''
  // a caller who hangs up before the answer: Asterisk says 0 or 127; after it only an Asterisk that is stopped does
  if (isInbound && (cause === 0 || cause === 127)) return wasUp ? 'vendor_lost' : 'canceled'
  const read = causes[cause] ?? 'failed'
  // picked up, and over before the key: as good as never answered
  return read === 'normal' && isUnconfirmed(channel) ? 'no_answer' : read
}
