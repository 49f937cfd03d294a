import type { Channel } from './wire.ts'

/** On a channel that has to press a key: `awaited` until it has, then `given`. */
export const CONFIRM_VARIABLE = 'RINGDESK_CONFIRM'

/** Has to press a key and has pressed none, picked up or not. */
export function isUnconfirmed({ channelvars }: Channel): boolean {
  return channelvars[CONFIRM_VARIABLE] === 'awaited'
}

/** Picked up, and perhaps by a voicemail box: it is told as ringing until the key. */
export function awaitsKey(channel: Channel): boolean {
  return channel.state === 'Up' && isUnconfirmed(channel)
}
