import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const rules = [
  'package.json',
  'biome.jsonc',
  '.gitignore',
  'scripts/lint',
  ...globSync('{*,*/*,test/support/}tsconfig*.json'),
]

/** Path → what the tool says about the file: TypeScript codes, or Biome rule names. */
export type Complaints = Map<string, string[]>

export type ProbeProject = { typeCheck(): Complaints; lint(): Complaints; remove(): void }

/** A project with our rules and none of our code: only the given files (path → text). */
export function createProbeProject(files: Record<string, string>): ProbeProject {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-probe-'))
  for (const rule of rules) cpSync(join(root, rule), join(folder, rule), { recursive: true })
  // linked one by one: the type-check writes into node_modules/.tsc, which must not be the checkout's
  mkdirSync(join(folder, 'node_modules'))
  for (const name of ['@types', 'undici-types', 'vite', '@biomejs']) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const run = (tool: string, ...args: string[]) =>
    spawnSync(join(root, 'node_modules', '.bin', tool), args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 })
      .stdout
  return {
    typeCheck: () => readTypeErrors(run('tsc', '-b', '--pretty', 'false')),
    lint: () => readLintErrors(run('biome', 'lint', '--reporter=json', '--max-diagnostics=none', '.')),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

function readTypeErrors(output: string): Complaints {
  const complaints: Complaints = new Map()
  for (const [, path = '', code = ''] of output.matchAll(/^(.+?)\(\d+,\d+\): error (TS\d+)/gm))
    add(complaints, path, code)
  return complaints
}

function readLintErrors(output: string): Complaints {
  const complaints: Complaints = new Map()
  const report: { diagnostics: { category: string; location: { path: string } }[] } = JSON.parse(output)
  for (const { category, location } of report.diagnostics)
    add(complaints, location.path, category.split('/').at(-1) ?? category)
  return complaints
}

function add(complaints: Complaints, path: string, complaint: string): void {
  complaints.set(path, [...(complaints.get(path) ?? []), complaint])
}
