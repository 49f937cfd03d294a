import pino from 'pino'
import { readMonotonic, serveRequests } from '#bench/lib/bench-process.ts'
import { readMemory } from '#bench/lib/read-memory.ts'
import { startCentral } from '#central/boot.ts'
import { createWallClock } from '#central/clock.ts'
import { runFlow } from '#central/flows/run-flow.ts'
import { gatherLines } from '#central/open-lines.ts'
import { secureRandom } from '#central/random.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import { createBenchLine } from './bench-line.ts'
import { createMarks, makeLegEvent } from './make-leg-event.ts'
import type { CentralRequests, Sent, Volley } from './requests.ts'
import { type SeatedAgent, seatAgents } from './seat-agents.ts'
import { sendEvenly } from './send-evenly.ts'

/** The real central, whole, on a line of ours. The only thing added is a clock where it publishes. */
const read = readSettings([], process.env)
if (!read.ok) throw new Error(read.sentence)
const log = pino({ level: 'warn', base: null }, pino.destination({ fd: 2, sync: true }))
const clock = createWallClock()
const line = createBenchLine()
const central = await startCentral(read.settings, {
  ...{ clock, random: secureRandom, log, version: 'bench' },
  lines: () => gatherLines([{ adapter: line.adapter }]),
})
const { context } = central

/** When each of an agent's events was committed and handed to the link, oldest first. */
const published = new Map<UserId, number[]>()
const publish = context.publish
context.publish = (userIds, events) => {
  const at = readMonotonic()
  for (const userId of userIds) published.get(userId)?.push(at)
  publish(userIds, events)
}

let agents: SeatedAgent[] = []
const nextMark = createMarks(clock.now)

async function seat({ count }: CentralRequests['seat']['ask']): Promise<SeatedAgent[]> {
  const queue = await context.db.selectFrom('queue').select('id').executeTakeFirstOrThrow()
  agents = await seatAgents(context.db, { count, queueId: queue.id }, { clock, random: secureRandom })
  for (const agent of agents) line.hold(agent)
  return agents
}

async function sendAll(volley: Volley, send: (seated: SeatedAgent, mark: number) => Promise<unknown>): Promise<Sent[]> {
  published.clear()
  for (const { user } of agents) published.set(user.userId, [])
  const order = new Map<UserId, number>()
  const given = await sendEvenly(volley, async (agent) => {
    const seated = agents[agent]
    if (!seated) throw new Error(`there is no agent ${agent}`)
    const mark = nextMark(agent)
    const place = order.get(seated.user.userId) ?? 0
    order.set(seated.user.userId, place + 1)
    const givenAt = readMonotonic()
    await send(seated, mark)
    // each agent's events are committed in the order they came
    return { agent, mark, givenAt, storedAt: published.get(seated.user.userId)?.[place] ?? Number.NaN }
  })
  if (given.some((one) => Number.isNaN(one.storedAt))) throw new Error('an event was never published')
  return given
}

serveRequests(
  {
    seat,
    report: (volley: Volley) => line.tellUnseen(() => sendAll(volley, line.tell)),
    append: (volley: Volley) =>
      sendAll(volley, (seated, mark) =>
        runFlow(context, (flow) => flow.emit(seated.user.userId, makeLegEvent(seated, mark, flow.now))),
      ),
    memory: () => readMemory().rss,
    url: () => central.url,
  },
  () => central.stop(),
)
