import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BenchProcess } from '#bench/lib/bench-process.ts'
import { startPostgres } from '#test/support/postgres.ts'
import { openHand } from './hand.ts'
import { hasPeers } from './load-peer.ts'
import type { CentralRequests, DeskRequests, FloorRequests, PeerRequests, PeerServerRequests } from './requests.ts'

export type Dialect = 'SQLite' | 'PostgreSQL'
type Requests = Record<string, { ask: unknown; answer: unknown }>

export type Rig = {
  desk: BenchProcess<DeskRequests>
  floor: BenchProcess<FloorRequests>
  /** null: not installed */
  peer: BenchProcess<PeerRequests> | null
  stop(): Promise<void>
}

/** Central, one desk, the floor and the peer, each a process of its own, all durable as the product is. */
export async function startRig(dialect: Dialect): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-bench-paperwork-'))
  const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const stop = async () => {
    for (const undo of stops.splice(0).reverse()) await undo()
  }
  const start = <R extends Requests>(script: string, env: Record<string, string>) => {
    const started = BenchProcess.start<R>(join(import.meta.dirname, script), env)
    stops.push(() => started.stop())
    return started
  }
  try {
    const DATABASE_URL = dialect === 'SQLite' ? `sqlite:${join(folder, 'central.db')}` : await openServer()
    const central = start<CentralRequests>('central-process.ts', {
      ...{ DATABASE_URL, RINGDESK_DATA_DIR: join(folder, 'data'), RINGDESK_CENTRAL_PORT: '0', RINGDESK_DEMO: '1' },
      ...{ RINGDESK_DEMO_CUSTOMERS: '200', RINGDESK_DEMO_CALLS_PER_HOUR: '0' },
    })
    const BENCH_CENTRAL_URL = await central.request('url', null)
    const desk = start<DeskRequests>('desk-process.ts', {
      ...{ BENCH_CENTRAL_URL, BENCH_DESK_DIR: folder, BENCH_INTERACTIONS: await listInteractions(DATABASE_URL) },
    })
    const floor = start<FloorRequests>('floor-process.ts', { DATABASE_URL })
    return { desk, floor, peer: hasPeers() ? await openPeer() : null, stop }
  } catch (error) {
    await stop()
    throw error
  }

  async function openServer(): Promise<string> {
    const server = await startPostgres({ durable: true })
    stops.push(() => server.stop())
    return server.url
  }

  async function openPeer() {
    const BENCH_PEER_DIR = join(folder, 'peer')
    mkdirSync(BENCH_PEER_DIR)
    const server = start<PeerServerRequests>('peer-server-process.ts', { BENCH_PEER_DIR })
    return start<PeerRequests>('peer-process.ts', { BENCH_PEER_DIR, BENCH_PEER_URL: await server.request('url', null) })
  }
}

/** Conversations of the demo's agent, about which paperwork may be written. */
async function listInteractions(url: string): Promise<string> {
  const hand = await openHand(url)
  try {
    const [mei] = (await hand.read('user')).filter((row) => row.login === 'mei')
    const own = (await hand.read('interaction')).filter((row) => row.agent_id === mei?.id)
    return own.map((row) => row.id).join(',')
  } finally {
    await hand.close()
  }
}
