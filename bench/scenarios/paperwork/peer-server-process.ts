import { once } from 'node:events'
import { createServer } from 'node:http'
import { serveRequests } from '#bench/lib/bench-process.ts'
import { loadPeer, type PouchMaker } from './load-peer.ts'

/** The peer's server: express-pouchdb on its usual file store. */
const folder = process.env.BENCH_PEER_DIR
if (!folder) throw new Error('BENCH_PEER_DIR names no folder')
type App = { use(path: string, handler: unknown): void } & Parameters<typeof createServer>[1]
const makeApp = loadPeer<() => App>('express')
const serve = loadPeer<(maker: PouchMaker, options: object) => unknown>('express-pouchdb')
const maker = loadPeer<PouchMaker>('pouchdb').defaults({ prefix: `${folder}/` })
const app = makeApp()
app.use(
  '/',
  serve(maker, { logPath: `${folder}/log.txt`, configPath: `${folder}/config.json`, mode: 'minimumForPouchDB' }),
)
const server = createServer(app)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
if (address === null || typeof address === 'string') throw new Error('the peer listens nowhere')
const { port } = address
serveRequests({ url: () => `http://127.0.0.1:${port}` }, async () => {
  server.closeAllConnections()
  server.close()
})
