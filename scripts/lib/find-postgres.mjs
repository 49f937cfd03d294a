import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const debianRoot = '/usr/lib/postgresql'

/**
 * Folder that holds initdb and postgres, newest version first; undefined when no server is installed.
 * @returns {string | undefined}
 */
export function findPostgres() {
  const versions = existsSync(debianRoot) ? readdirSync(debianRoot).sort((a, b) => Number(b) - Number(a)) : []
  // pg_config comes with the development package; most servers live without it
  const config = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  const folders = [
    ...versions.map((version) => join(debianRoot, version, 'bin')),
    ...(config.status === 0 ? [config.stdout.trim()] : []),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}
