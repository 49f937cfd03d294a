import { access, constants, mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Settings } from '#shared/settings/setting-list.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'

/** The database of this site: the one that is set, else a file of its own for demo and real site each. */
export function chooseDatabase({
  databaseUrl,
  dataDir,
  demo,
}: Pick<Settings, 'databaseUrl' | 'dataDir' | 'demo'>): string {
  return databaseUrl ?? `sqlite:${join(resolve(dataDir), demo ? 'central-demo.sqlite' : 'central.sqlite')}`
}

/** Makes the data folder, or says in one sentence why it cannot be used. Answers its full path. */
export async function prepareDataDir(dataDir: string): Promise<string> {
  const path = resolve(dataDir)
  try {
    await makeFolder(path)
    await access(path, constants.W_OK | constants.R_OK | constants.X_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new StartRefused(`Ringdesk cannot write to the data folder ${path}${code}; choose another with --data-dir.`)
  }
  return path
}

/** Not `recursive`: below some file systems (/proc) Node's own way down never ends. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path, { mode: 0o700 })
  }
}
