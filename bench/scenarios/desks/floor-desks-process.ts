import { once } from 'node:events'
import { WebSocket } from 'ws'
import { readMonotonic, serveRequests } from '#bench/lib/bench-process.ts'
import { createCollector } from './collector.ts'
import type { DesksRequests } from './requests.ts'

/** Bare sockets in place of desks: each message is parsed, nothing is checked or kept. */
const AT_ONCE = 25
const collector = createCollector()
let url = ''
let agents: number[] = []
const sockets = new Map<number, WebSocket>()

async function connect(agent: number): Promise<void> {
  const socket = new WebSocket(`${url}/${agent}`)
  sockets.set(agent, socket)
  socket.on('message', (data: Buffer) => {
    const receivedAt = readMonotonic()
    const frame = JSON.parse(data.toString()) as { events: { event: { leg: { since: number } } }[] }
    for (const { event } of frame.events) collector.see(agent, event.leg.since, receivedAt)
  })
  await once(socket, 'open')
}

async function join({ desks }: DesksRequests['join']['ask']): Promise<DesksRequests['join']['answer']> {
  const coming = agents.filter((agent) => agent < desks && !sockets.has(agent))
  for (let from = 0; from < coming.length; from += AT_ONCE) {
    await Promise.all(coming.slice(from, from + AT_ONCE).map(connect))
  }
  collector.forget()
  return { connected: sockets.size }
}

function leave(): null {
  for (const socket of sockets.values()) socket.terminate()
  sockets.clear()
  return null
}

serveRequests(
  {
    hold(ask: DesksRequests['hold']['ask']) {
      url = ask.url
      agents = ask.agents.map(({ agent }) => agent)
      return null
    },
    join,
    leave,
    collect: ({ expected }: DesksRequests['collect']['ask']) => collector.collect(expected),
  },
  async () => {
    leave()
  },
)
