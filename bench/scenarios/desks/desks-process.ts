import { serveRequests } from '#bench/lib/bench-process.ts'
import { wallClock } from '#main/clock.ts'
import { createCollector } from './collector.ts'
import { openBenchDesk } from './open-bench-desk.ts'
import type { DesksRequests } from './requests.ts'

/** Many desks, as far as the link reaches: the product's own client and projection of each, without a store. */
const AT_ONCE = 25
const collector = createCollector()
const joined = new Set<number>()
let desks: { agent: number; desk: ReturnType<typeof openBenchDesk> }[] = []

async function join({ desks: first }: DesksRequests['join']['ask']): Promise<DesksRequests['join']['answer']> {
  const coming = desks.filter(({ agent }) => agent < first && !joined.has(agent))
  for (const { agent } of coming) joined.add(agent)
  for (let from = 0; from < coming.length; from += AT_ONCE) {
    await Promise.all(coming.slice(from, from + AT_ONCE).map(({ desk }) => desk.join()))
  }
  collector.forget()
  return { connected: joined.size }
}

serveRequests(
  {
    hold({ url, agents }: DesksRequests['hold']['ask']) {
      desks = agents.map(({ agent, seated }) => {
        const desk = openBenchDesk({
          url,
          seated,
          clock: wallClock,
          told: (mark, at) => collector.see(agent, mark, at),
        })
        return { agent, desk }
      })
      return null
    },
    join,
    leave() {
      for (const { desk } of desks) desk.leave()
      joined.clear()
      return null
    },
    collect: ({ expected }: DesksRequests['collect']['ask']) => collector.collect(expected),
  },
  async () => {
    for (const { desk } of desks) desk.leave()
  },
)
