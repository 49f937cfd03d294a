import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const debianRoot = '/usr/lib/postgresql'

/** Folder that holds initdb and postgres, newest version first; undefined when no server is installed. */
export function findPostgresBinaries(): string | undefined {
  return candidateFolders().find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

function candidateFolders(): string[] {
  const debian = existsSync(debianRoot) ? readdirSync(debianRoot).sort((a, b) => Number(b) - Number(a)) : []
  return [
    ...debian.map((version) => join(debianRoot, version, 'bin')),
    ...askPgConfig(),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
}

function askPgConfig(): string[] {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()]
  } catch {
    // pg_config comes with the development package; most servers live without it
    return []
  }
}
