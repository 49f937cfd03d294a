import { z } from 'zod'

const LONGEST_MS = 60_000
/** Twilio's edges send seconds. The other form of the header is a date on a clock that is not ours: not believed. */
const Headers = z.object({ 'retry-after': z.string().regex(/^\d{1,9}$/) })

/** When a refusal asks to come back, in ms from now and at most a minute; null when it does not say. */
export function readRetryAfter(headers: unknown): number | null {
  const { success, data } = Headers.safeParse(headers)
  return success ? Math.min(LONGEST_MS, Number(data['retry-after']) * 1000) : null
}
