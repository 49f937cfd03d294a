import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '../..')
const out = mkdtempSync(join(tmpdir(), 'ringdesk-build-'))
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), name: z.string().optional(), imports: z.array(z.string()).default([]) }),
)
let manifest: z.infer<typeof Manifest>

const kB = 1000
/** What must be here before the agent's screen is drawn; what a call needs on top comes behind it. */
const firstLoadBudget = 260 * kB
/** Everything that is fetched by itself until the first ring can be answered. */
const readyBudget = 320 * kB
const lazyBudget = 220 * kB

beforeAll(() => {
  // in a process of its own: the test runner's NODE_ENV would make it a development build
  const { NODE_ENV: _test, ...env } = process.env
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const options = ['build', '--config', 'renderer/vite.config.ts', '--outDir', out, '--manifest', '--logLevel', 'error']
  execFileSync(process.execPath, [vite, ...options], { cwd: root, env })
  manifest = Manifest.parse(JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8')))
})

afterAll(() => rmSync(out, { recursive: true, force: true }))

const weigh = (file: string) => gzipSync(readFileSync(join(out, file))).length

/** The files of these chunks and all they import, none twice. */
function listFiles(names: readonly string[]): Set<string> {
  const open = names.map((name) => {
    const found = Object.keys(manifest).find((key) => manifest[key]?.name === name)
    if (found === undefined) throw new Error(`the build has no chunk ${name}`)
    return found
  })
  const seen = new Set<string>()
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const chunk = manifest[key]
    if (chunk === undefined || seen.has(key)) continue
    seen.add(key)
    open.push(...chunk.imports)
  }
  return new Set([...seen].map((key) => manifest[key]?.file ?? ''))
}
const total = (files: Set<string>) => [...files].reduce((sum, file) => sum + weigh(file), 0)

// the chunks that vite.config.ts gathers, and what the first screens fetch by themselves beside them
const frame = ['index', 'web-backend', 'words-en', 'ready-check', 'console']
const ring = [...frame, 'recent-calls', 'call']

it('the agent screen is drawn after at most 260 kB of gzipped JavaScript', () => {
  expect(total(listFiles(frame))).toBeLessThanOrEqual(firstLoadBudget)
})

it('a ring can be answered after at most 320 kB', () => {
  expect(total(listFiles(ring))).toBeLessThanOrEqual(readyBudget)
})

it('no part that is fetched when it is wanted is heavier than 220 kB', () => {
  const first = listFiles(frame)
  const heavy = Object.values(manifest)
    .map(({ file }) => file)
    .filter((file) => file.endsWith('.js') && !first.has(file) && weigh(file) > lazyBudget)
  expect(heavy).toEqual([])
})
