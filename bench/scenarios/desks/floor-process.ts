import { once } from 'node:events'
import { type WebSocket, WebSocketServer } from 'ws'
import { readMonotonic, serveRequests } from '#bench/lib/bench-process.ts'
import { readMemory } from '#bench/lib/read-memory.ts'
import { createWallClock } from '#central/clock.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { secureRandom } from '#central/random.ts'
import { createMarks, makeLegEvent } from './make-leg-event.ts'
import { openWriter, type Writer } from './open-writer.ts'
import type { FloorRequests, Sent } from './requests.ts'
import { type SeatedAgent, seatAgents } from './seat-agents.ts'
import { sendEvenly } from './send-evenly.ts'

/** The floor: the same rows written durably by hand, where they are, then the same words on a bare `ws`. */
const place = process.env.BENCH_FLOOR_DB ?? ''
if (!place) throw new Error('BENCH_FLOOR_DB names no database')
const EPOCH = '0199a000-0000-7000-8000-000000000000'
const clock = createWallClock()
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, clientTracking: false })
await once(server, 'listening')
const address = server.address()
if (address === null || typeof address === 'string') throw new Error('the floor listens nowhere')
const { port } = address
const sockets = new Map<number, WebSocket>()
server.on('connection', (socket, request) => {
  sockets.set(Number(request.url?.slice(1)), socket)
})

let agents: SeatedAgent[] = []
const seqs = new Map<number, number>()
const nextMark = createMarks(clock.now)
let writer: Writer | null = null

async function seat({ count }: FloorRequests['seat']['ask']): Promise<SeatedAgent[]> {
  const database = await openDatabase({ url: place })
  await migrate(database.db)
  agents = await seatAgents(database.db, { count, queueId: 'queue' }, { clock, random: secureRandom })
  await database.close()
  if (place !== 'sqlite::memory:') writer = await openWriter(place)
  return agents
}

const write: Writer['write'] = async (...all) => {
  if (!writer) throw new Error('the floor has no database')
  return writer.write(...all)
}

function send({ durable, ...volley }: FloorRequests['send']['ask']): Promise<Sent[]> {
  return sendEvenly(volley, async (agent) => {
    const seated = agents[agent]
    const socket = sockets.get(agent)
    if (!seated || !socket) throw new Error(`agent ${agent} is not connected`)
    const mark = nextMark(agent)
    const givenAt = readMonotonic()
    const event = makeLegEvent(seated, mark, givenAt)
    const at = clock.now()
    const seq = durable ? await write(seated, event, mark, at) : (seqs.get(agent) ?? 0) + 1
    seqs.set(agent, seq)
    const storedAt = readMonotonic()
    socket.send(JSON.stringify({ epoch: EPOCH, events: [{ seq, at, event }] }))
    return { agent, mark, givenAt, storedAt }
  })
}

serveRequests({ seat, send, memory: () => readMemory().rss, url: () => `ws://127.0.0.1:${port}` }, async () => {
  for (const socket of sockets.values()) socket.terminate()
  server.close()
  await writer?.close()
})
