import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BenchProcess } from '#bench/lib/bench-process.ts'
import { raise, type Scaffold } from '#bench/lib/scaffold.ts'
import { startPostgres } from '#test/support/postgres.ts'
import { openHand } from './hand.ts'
import { hasPeers } from './load-peer.ts'
import type { CentralRequests, DeskRequests, FloorRequests, PeerRequests, PeerServerRequests } from './requests.ts'

export type Dialect = 'SQLite' | 'PostgreSQL'

export type Rig = {
  desk: BenchProcess<DeskRequests>
  floor: BenchProcess<FloorRequests>
  /** null: not installed */
  peer: BenchProcess<PeerRequests> | null
  stop(): Promise<void>
}

const scriptOf = (name: string) => join(import.meta.dirname, name)

/** Central, one desk, the floor and the peer, each a process of its own, all durable as the product is. */
export function startRig(dialect: Dialect): Promise<Rig> {
  return raise('paperwork', async (scaffold) => {
    const { folder, start, stop } = scaffold
    const DATABASE_URL = dialect === 'SQLite' ? `sqlite:${join(folder, 'central.db')}` : await openServer(scaffold)
    const central = start<CentralRequests>(scriptOf('central-process.ts'), {
      ...{ DATABASE_URL, RINGDESK_DATA_DIR: join(folder, 'data'), RINGDESK_CENTRAL_PORT: '0', RINGDESK_DEMO: '1' },
      ...{ RINGDESK_DEMO_CUSTOMERS: '200', RINGDESK_DEMO_CALLS_PER_HOUR: '0' },
    })
    const BENCH_CENTRAL_URL = await central.request('url', null)
    const desk = start<DeskRequests>(scriptOf('desk-process.ts'), {
      ...{ BENCH_CENTRAL_URL, BENCH_DESK_DIR: folder, BENCH_INTERACTIONS: await listInteractions(DATABASE_URL) },
    })
    const floor = start<FloorRequests>(scriptOf('floor-process.ts'), { DATABASE_URL })
    return { desk, floor, peer: hasPeers() ? await openPeer(scaffold) : null, stop }
  })
}

async function openServer({ onStop }: Scaffold): Promise<string> {
  const server = await startPostgres({ durable: true })
  onStop(() => server.stop())
  return server.url
}

async function openPeer({ folder, start }: Scaffold): Promise<BenchProcess<PeerRequests>> {
  const BENCH_PEER_DIR = join(folder, 'peer')
  mkdirSync(BENCH_PEER_DIR)
  const server = start<PeerServerRequests>(scriptOf('peer-server-process.ts'), { BENCH_PEER_DIR })
  const BENCH_PEER_URL = await server.request('url', null)
  return start<PeerRequests>(scriptOf('peer-process.ts'), { BENCH_PEER_DIR, BENCH_PEER_URL })
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
