import { type Dirent, existsSync, statSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { root, runStep } from '../lib/run-step.mjs'
import { ServiceFailed } from './start-service.ts'

const built = join(root, 'dist', 'renderer', 'index.html')
/** What the console is made of. */
const sources = ['renderer', 'shared', 'package-lock.json']

/** Builds the console when it was never built or something it is made of is younger. */
export async function buildConsole(say: (line: string) => void): Promise<void> {
  if (existsSync(built) && (await findYoungest()) <= statSync(built).mtimeMs) return
  say('Building the console (only after the first start and after changes) …')
  const done = await runStep(['vite', 'build', '--config', 'renderer/vite.config.ts', '--logLevel', 'warn'])
  if (!done) throw new ServiceFailed('The console could not be built; what went wrong is above.')
}

async function findYoungest(): Promise<number> {
  const times = await Promise.all(sources.map((source) => findYoungestIn(join(root, source))))
  return Math.max(...times)
}

async function findYoungestIn(path: string): Promise<number> {
  const own = await stat(path)
  if (!own.isDirectory()) return own.mtimeMs
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  const files = entries.filter(isSource)
  const times = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs))
  return Math.max(0, ...times)
}

function isSource(entry: Dirent): boolean {
  return entry.isFile() && !/\.(test\.tsx?|tsbuildinfo)$/.test(entry.name)
}
