import { setTimeout as delay } from 'node:timers/promises'
import { readMonotonic } from '#bench/lib/bench-process.ts'
import type { Sent, Volley } from './requests.ts'

/** A sender that falls further behind than this measured another rate than it says. */
const MOST_LATE = 1.1

/**
 * Sends at an even rate, one agent after the other, whether or not the ones before are through. Throws when the
 * process was too busy to keep the rate.
 */
export async function sendEvenly(
  { desks, events, perSecond }: Volley,
  send: (agent: number) => Promise<Sent>,
): Promise<Sent[]> {
  const started = readMonotonic()
  const planned = (events / perSecond) * 1000
  const sent: Promise<Sent>[] = []
  for (let n = 0; n < events; n += 1) {
    const wait = started + (n * 1000) / perSecond - readMonotonic()
    if (wait > 0) await delay(Math.ceil(wait))
    sent.push(send(n % desks))
  }
  const answers = await Promise.all(sent)
  const took = readMonotonic() - started
  if (took > planned * MOST_LATE + 500) throw new Error(`${events} events took ${Math.round(took)} of ${planned} ms`)
  return answers
}
