import { join } from 'node:path'
import pg from 'pg'
import type { BenchProcess, Requests } from '#bench/lib/bench-process.ts'
import { raise, type Scaffold } from '#bench/lib/scaffold.ts'
import { startPostgres } from '#test/support/postgres.ts'
import type { CentralRequests, DesksRequests, FloorRequests, Seen } from './requests.ts'
import type { SeatedAgent } from './seat-agents.ts'

/** `memory`: no disk at all, for what begins after the commit. */
export type Storage = 'SQLite' | 'PostgreSQL' | 'memory'

/** A server and the processes that hold its desks. */
type Side<R extends Requests> = { server: BenchProcess<R>; desks: Desks }
export type Desks = {
  join(desks: number): Promise<void>
  leave(): Promise<void>
  collect(sentTo: readonly number[]): Promise<Seen[]>
}
export type Rig = { ours: Side<CentralRequests>; floor: Side<FloorRequests>; stop(): Promise<void> }

/** One process would be busy receiving while it should take the time. */
const DESK_PROCESSES = 2

const scriptOf = (name: string) => join(import.meta.dirname, name)

/** Central and a bare server, each with its desks in two processes; all agents seated, nobody connected. */
export function startRig(storage: Storage, agents: number): Promise<Rig> {
  return raise('desks', async (scaffold) => {
    const { folder, start, stop } = scaffold
    const databases = await openDatabases(storage, scaffold)
    const central = start<CentralRequests>(scriptOf('central-process.ts'), {
      ...{ DATABASE_URL: databases.ours, RINGDESK_DATA_DIR: join(folder, 'data'), RINGDESK_CENTRAL_PORT: '0' },
      ...{ RINGDESK_DEMO: '1', RINGDESK_DEMO_CUSTOMERS: '200', RINGDESK_DEMO_CALLS_PER_HOUR: '0' },
    })
    const bare = start<FloorRequests>(scriptOf('floor-process.ts'), { BENCH_FLOOR_DB: databases.floor })
    const seated = await central.request('seat', { count: agents })
    const desks = await holdDesks(scaffold, 'desks-process.ts', await central.request('url', null), seated)
    const names = await bare.request('seat', { count: agents })
    const sockets = await holdDesks(scaffold, 'floor-desks-process.ts', await bare.request('url', null), names)
    return { ours: { server: central, desks }, floor: { server: bare, desks: sockets }, stop }
  })
}

async function openDatabases(storage: Storage, { folder, onStop }: Scaffold): Promise<{ ours: string; floor: string }> {
  if (storage === 'memory') return { ours: 'sqlite::memory:', floor: 'sqlite::memory:' }
  const file = (name: string) => `sqlite:${join(folder, name)}`
  if (storage === 'SQLite') return { ours: file('central.db'), floor: file('floor.db') }
  const server = await startPostgres({ durable: true })
  onStop(() => server.stop())
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query('create database floor')
  await client.end()
  return { ours: server.url, floor: server.url.replace(/postgres$/, 'floor') }
}

async function holdDesks(
  { start }: Scaffold,
  script: string,
  url: string,
  seated: readonly SeatedAgent[],
): Promise<Desks> {
  const all = seated.map((one, agent) => ({ agent, seated: one }))
  const processes = Array.from({ length: DESK_PROCESSES }, () => start<DesksRequests>(scriptOf(script), {}))
  const owns = (agent: number, index: number) => agent % DESK_PROCESSES === index
  const each = <T>(work: (one: BenchProcess<DesksRequests>, index: number) => Promise<T>) =>
    Promise.all(processes.map(work))
  await each((one, index) => one.request('hold', { url, agents: all.filter(({ agent }) => owns(agent, index)) }))
  return {
    async join(desks) {
      const answers = await each((one) => one.request('join', { desks }))
      const connected = answers.reduce((sum, answer) => sum + answer.connected, 0)
      if (connected !== desks) throw new Error(`of ${desks} desks ${connected} are connected`)
    },
    async leave() {
      await each((one) => one.request('leave', null))
    },
    async collect(sentTo) {
      const count = (index: number) => sentTo.filter((agent) => owns(agent, index)).length
      return (await each((one, index) => one.request('collect', { expected: count(index) }))).flat()
    },
  }
}
