/**
 * When a fact happened, in ms. Twilio's times are whole seconds; within one second the sequence number of a
 * conference decides, and what a conference says comes after what a call says. The same fact always gets the same
 * time, so facts of a leg fall into one order whatever way they came. Unreadable times are the time of arrival.
 */
export function timeFact(
  fields: { Timestamp?: string | undefined; SequenceNumber?: string | undefined },
  source: 'call' | 'conference',
  now: number,
): number {
  const seconds = fields.Timestamp === undefined ? Number.NaN : Date.parse(fields.Timestamp)
  if (!Number.isFinite(seconds) || seconds < 0) return now
  if (source === 'call') return seconds
  return seconds + 1 + Math.min(readCount(fields.SequenceNumber) ?? 0, 998)
}

/** A count such as a sequence number; null for what is none: negative, fractional, `1e999`, `12abc`. */
export function readCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null
}
