import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** As much of PouchDB as the bench uses. */
export type Pouch = {
  bulkDocs(documents: readonly object[]): Promise<unknown>
  info(): Promise<{ doc_count: number }>
  replicate: { to(target: Pouch, options: { batch_size: number }): Promise<{ docs_written: number }> }
  destroy(): Promise<unknown>
}
export type PouchMaker = {
  new (name: string): Pouch
  defaults(options: { prefix: string }): PouchMaker
}

const folder = join(import.meta.dirname, '../../peers')

/** Peers have a package list of their own (`npm ci --prefix bench/peers`), so that nobody else carries them. */
export function hasPeers(): boolean {
  return existsSync(join(folder, 'node_modules/pouchdb'))
}

/** They bring no types: the caller says what it takes from them. */
export function loadPeer<T>(name: string): T {
  const load: (id: string) => T = createRequire(join(folder, 'package.json'))
  return load(name)
}
