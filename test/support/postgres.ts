import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { findPostgres } from '#scripts/lib/find-postgres.mjs'

export type TestPostgres = { url: string; stop(): Promise<void> }

// nothing in a test database outlives the run, so durability only costs time
const careless = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
]
const settings = ['max_connections=300', 'timezone=UTC']

// PostgreSQL dies with us even when we are killed: our end of the pipe closes, cat ends, the server is stopped
const untilStdinCloses = (signal: 'QUIT' | 'INT') =>
  `exec 3<&0; "$@" & pid=$!; (cat <&3 >/dev/null; kill -${signal} $pid) & wait $pid`

/**
 * Starts an empty PostgreSQL on a free port of 127.0.0.1; `durable`: a commit is on the disk, as in the product;
 * `kept`: a folder in which it lies, and stays when it stops, instead of one of its own. Throws when none is installed
 * or it does not come up.
 */
export async function startPostgres({ durable = false, kept = '' } = {}): Promise<TestPostgres> {
  const binaries = findPostgres()
  if (!binaries) throw new Error('no PostgreSQL server is installed')
  if (kept !== '') mkdirSync(kept, { recursive: true })
  const folder = kept === '' ? mkdtempSync(join(tmpdir(), 'ringdesk-pg-')) : kept
  const asUser = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : []
  if (asUser.length > 0) execFileSync('chown', ['postgres', folder])
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const [first = '', ...rest] = [...asUser, join(binaries, 'initdb'), '-D', data, '-U', 'ringdesk', '-A', 'trust']
  if (!existsSync(data))
    execFileSync(first, [...rest, '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8'], { cwd: folder, stdio: 'ignore' })

  const port = await findFreePort()
  const server = [join(binaries, 'postgres'), '-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder]
  const options = [...settings, ...(durable ? [] : careless)].flatMap((setting) => ['-c', setting])
  const log = join(folder, 'log')
  const command = [
    ...asUser,
    'sh',
    '-c',
    `{ ${untilStdinCloses(kept === '' ? 'QUIT' : 'INT')}; } >>"$0" 2>&1`,
    log,
    ...server,
    ...options,
  ]
  const child = spawn(command[0] ?? '', command.slice(1), { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))

  const url = `postgres://ringdesk@127.0.0.1:${port}/postgres`
  const stop = async () => {
    child.stdin.end()
    await ended
    if (kept === '') rmSync(folder, { recursive: true, force: true })
  }
  try {
    await waitUntilReady(url)
  } catch (cause) {
    const words = readFileSync(log, 'utf8')
    await stop()
    throw new Error(`PostgreSQL did not start: ${words}`, { cause })
  }
  return { url, stop }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

async function waitUntilReady(url: string): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    // a server that dies while we connect also reports here; the rejected promise below already says it
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await delay(100)
    }
  }
}
