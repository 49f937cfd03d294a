import { join } from 'node:path'
import { serveRequests } from '#bench/lib/bench-process.ts'
import { loadPeer, type Pouch, type PouchMaker } from './load-peer.ts'
import { makeCommands } from './make-commands.ts'
import type { PeerRequests } from './requests.ts'

/** The peer's client: as many documents as ours has commands, with the same content, replicated in batches as large. */
const BATCH = 500
const { BENCH_PEER_DIR: folder, BENCH_PEER_URL: url } = process.env
if (!folder || !url) throw new Error('BENCH_PEER_DIR or BENCH_PEER_URL is missing')
const Maker = loadPeer<PouchMaker>('pouchdb')
let local: Pouch | null = null
let remote: Pouch | null = null

async function fill({ count, round }: PeerRequests['fill']['ask']): Promise<null> {
  await local?.destroy()
  await remote?.destroy()
  local = new Maker(join(folder ?? '', `client-${round}`))
  remote = new Maker(`${url}/bench-${round}`)
  const documents = makeCommands(['interaction-1'], count, round)
    .flat()
    .map((body, n) => ({ _id: `${round}-${String(n).padStart(8, '0')}`, n, body }))
  for (let from = 0; from < count; from += BATCH) await local.bulkDocs(documents.slice(from, from + BATCH))
  // the server makes its file on first sight: not part of the push
  await remote.info()
  return null
}

async function replicate(): Promise<PeerRequests['replicate']['answer']> {
  if (!local || !remote) throw new Error('nothing to replicate')
  const started = performance.now()
  await local.replicate.to(remote, { batch_size: BATCH })
  const ms = performance.now() - started
  return { ms, documents: (await remote.info()).doc_count }
}

serveRequests({ fill, replicate }, async () => {
  await local?.destroy()
})
