import type { Sample } from '#bench/lib/measure-line.ts'
import type { Seen, Sent } from './requests.ts'

/**
 * Holds what was sent against what came: every event at its own agent, once, and nothing else. Throws what is wrong;
 * answers both stages of each, in milliseconds.
 */
export function checkArrivals(sent: readonly Sent[], seen: readonly Seen[], from: 'givenAt' | 'storedAt'): Sample[] {
  const arrivals = Map.groupBy(seen, ({ mark }) => mark)
  const samples = sent.map(({ agent, mark, givenAt, storedAt }) => {
    const [first, ...more] = arrivals.get(mark) ?? []
    if (!first) throw new Error(`an event of ${sent.length} was lost`)
    if (more.length > 0) throw new Error('an event came twice')
    if (first.agent !== agent) throw new Error('an event came to somebody else')
    const stages = {
      'given → stored': storedAt - givenAt,
      'stored → received': first.receivedAt - storedAt,
      'received → handler': first.at - first.receivedAt,
    }
    return { ms: first.at - (from === 'givenAt' ? givenAt : storedAt), stages }
  })
  if (seen.length !== sent.length) throw new Error(`${seen.length - sent.length} events came that nobody sent`)
  return samples
}
