import { setTimeout as delay } from 'node:timers/promises'
import { readMonotonic } from '#bench/lib/bench-process.ts'
import type { Sent, Volley } from './requests.ts'

/**
 * Sends at an even rate, one agent after the other, whether or not the ones before are through: what cannot keep up
 * shows as time.
 */
export async function sendEvenly(
  { desks, events, perSecond }: Volley,
  send: (agent: number) => Promise<Sent>,
): Promise<Sent[]> {
  const started = readMonotonic()
  const sent: Promise<Sent>[] = []
  for (let n = 0; n < events; n += 1) {
    const wait = started + (n * 1000) / perSecond - readMonotonic()
    if (wait > 0) await delay(Math.ceil(wait))
    sent.push(send(n % desks))
  }
  return Promise.all(sent)
}
