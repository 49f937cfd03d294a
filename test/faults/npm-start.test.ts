import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseSize } from '#test/support/faults/campaign-size.ts'

const root = join(import.meta.dirname, '../..')
/** The promise is 10 s; on a machine that does other things beside, the small size asks only that it ends. */
const WARM_START_S = chooseSize('RINGDESK_WARM_START_S', { small: 60, full: 10 })
const READY = /^Ready after ([\d.]+) s/m
let folder: string
let children: ChildProcess[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'npm-start-'))
  children = []
})
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await rm(folder, { recursive: true, force: true })
})

/** What `npm start` runs, by whichever Node it finds; `said` is all that a person sees. */
function run(args: string[], { script = join(root, 'scripts/start.mjs'), node = [] as string[] } = {}) {
  const child = spawn(process.execPath, [...node, script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let said = ''
  const hear = (chunk: unknown) => {
    said += String(chunk)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const exited = once(child, 'close').then(([code]) => code as number | null)
  return { child, exited, said: () => said }
}

/** A whole site of its own; resolves when it says that it is ready. */
async function startSite(name: string) {
  const [central, web] = [await takePort(), await takePort()]
  await Promise.all([central.release(), web.release()])
  const ports = [`--central-port=${central.port}`, `--web-port=${web.port}`]
  const site = run(['--open=none', `--data-dir=${join(folder, name)}`, '--demo-customers=50', ...ports])
  await expect.poll(() => READY.test(site.said()) || site.child.exitCode !== null, { timeout: 120_000 }).toBe(true)
  const seconds = Number(READY.exec(site.said())?.[1] ?? Number.NaN)
  return { ...site, seconds, webUrl: `http://localhost:${web.port}`, centralUrl: `http://127.0.0.1:${central.port}` }
}

async function takePort() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  const release = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { port: address.port, release }
}

/** What a person does next: opens the address and signs in with a printed log-in. */
async function signIn({ webUrl, said }: { webUrl: string; said(): string }): Promise<number> {
  const [, password = ''] = /all with the password (\S+):/.exec(said()) ?? []
  const page = await fetch(webUrl)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')])
  const answer = await fetch(`${webUrl}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: webUrl },
    body: JSON.stringify({ login: 'ava', password }),
  })
  return answer.status
}

describe('npm start', () => {
  it('prints where to go and who to be, twice side by side, stops when told, and starts again warm', async () => {
    const first = await startSite('one')
    const second = await startSite('two')
    for (const site of [first, second]) {
      expect(site.said()).toMatch(new RegExp(`^ {2}Open +${site.webUrl}$`, 'm'))
      expect(site.said()).toMatch(/^ {4}ava +agent +Ava Lindqvist$/m)
      expect(site.said()).toContain(`${site.centralUrl}/api/v1/openapi.json`)
      expect(await signIn(site)).toBe(200)
    }
    first.child.kill('SIGINT')
    expect(await first.exited).toBe(0)
    await expect(fetch(first.webUrl)).rejects.toThrow()
    await expect(fetch(`${first.centralUrl}/healthz`)).rejects.toThrow()
    expect(await signIn(second), 'the other one goes on').toBe(200)
    const again = await startSite('one')
    expect(again.seconds).toBeLessThan(WARM_START_S)
    expect(await signIn(again)).toBe(200)
  })

  it('of a real site prints the first password and no demo log-in', async () => {
    const ports = ['--central-port=0', '--web-port=0']
    const site = run(['--real', '--open=none', `--data-dir=${join(folder, 'real')}`, ...ports])
    await expect.poll(site.said, { timeout: 120_000 }).toMatch(READY)
    expect(site.said()).toMatch(/First log-in: admin with (?:[a-z2-9]{5}-){3}[a-z2-9]{5} /)
    expect(site.said()).not.toContain('ringdesk-demo')
  })
})

describe('npm start says in one sentence, and ends with 1, that', () => {
  const refused = async (args: string[], options?: Parameters<typeof run>[1]) => {
    const { exited, said } = run(['--open=none', ...args], options)
    const code = await exited
    // what it was about to do may stand above
    const sentences = said()
      .split('\n')
      .filter((line) => line !== '' && !line.endsWith('…'))
    expect([code, sentences.length], said()).toEqual([1, 1])
    expect(said()).not.toMatch(/\n\s+at |Error:/)
    return sentences[0]
  }

  it('a setting is wrong or unknown', async () => {
    expect(await refused(['--web-port=70000'])).toMatch(/^--web-port must be a port number/)
    expect(await refused(['--wbe-port=1'])).toMatch(/^Ringdesk does not know "--wbe-port=1"; --help lists/)
    expect(await refused(['--default-region=ZZ'])).toMatch(/^--default-region must be a country code/)
  })

  it('the folder cannot be written to', async () => {
    // a file where the folder should be: root, who runs tests, may write anywhere else
    await writeFile(join(folder, 'file'), '')
    expect(await refused([`--data-dir=${join(folder, 'file', 'below')}`])).toMatch(/^Ringdesk cannot write to the data/)
    expect(await refused([`--data-dir=${join(folder, 'file')}`])).toMatch(/; choose another.* with --data-dir\.$/)
  })

  it.each(['central', 'web'])('the port of %s is busy', async (which) => {
    const [busy, other] = [await takePort(), await takePort()]
    await other.release()
    const [central, web] = which === 'central' ? [busy.port, other.port] : [other.port, busy.port]
    const ports = [`--central-port=${central}`, `--web-port=${web}`]
    const sentence = await refused([...ports, '--demo-customers=50', `--data-dir=${join(folder, 'busy')}`])
    await busy.release()
    expect(sentence).toMatch(new RegExp(`^Port ${busy.port} is in use.*RINGDESK_${which.toUpperCase()}_PORT\\.$`))
  })

  it('Node is too old, or nothing is installed yet', async () => {
    const script = join(folder, 'scripts', 'start.mjs')
    await mkdir(join(folder, 'scripts'))
    await copyFile(join(root, 'scripts/start.mjs'), script)
    const old = { script, node: ['--import', OLD_NODE] }
    expect(await refused([], old)).toBe('Ringdesk is not installed yet: run "npm ci" in this folder first.')
    await mkdir(join(folder, 'node_modules'))
    await writeFile(join(folder, 'node_modules', '.package-lock.json'), '{}')
    expect(await refused([], old)).toBe('Ringdesk needs Node.js 24 and this is 20.11.1: run "npm ci", which brings it.')
  })
})

/** This Node under another's number: the script looks at nothing else. */
const OLD_NODE = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.11.1'})`
