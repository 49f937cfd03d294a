import SQLite from 'better-sqlite3'
import { buildStore, type Store } from '#main/store/open-store.ts'
import type { Dice } from './dice.ts'

/** Thrown where a desk's process is killed while it writes. */
export class Died extends Error {
  constructor() {
    super('the process was killed')
  }
}

/** A desk's file: it outlives the processes that open it. */
export type DeskDisk = {
  raw: SQLite.Database
  full: boolean
  /** the process dies at the n-th row it writes from now on */
  dieAtRow: number | null
  whenDead: () => void
  store(bend: (store: Store) => Store): Store
  close(): void
}

const CARDS_KEPT = 20

/**
 * Every row that is written passes a trigger, so trouble strikes in the middle of a statement or transaction and
 * SQLite itself undoes what was half done.
 */
export function createDeskDisk(template: Buffer, dice: Dice): DeskDisk {
  const raw = new SQLite(template)
  raw.pragma('foreign_keys = ON')
  raw.pragma('synchronous = OFF')
  raw.pragma('journal_mode = MEMORY')
  const disk: DeskDisk = {
    raw,
    full: false,
    dieAtRow: null,
    whenDead: () => {},
    // a process that stops closes the file; the next one opens it again
    store: (bend) => bend({ ...buildStore(raw, CARDS_KEPT, () => {}), close() {} }),
    close: () => raw.close(),
  }
  raw.function('write_row', () => {
    if (disk.full && dice.chance(0.9)) throw new SQLite.SqliteError('database or disk is full', 'SQLITE_FULL')
    if (disk.dieAtRow !== null) {
      disk.dieAtRow -= 1
      if (disk.dieAtRow <= 0) {
        disk.whenDead()
        throw new Died()
      }
    }
    return 0
  })
  const tables = raw
    .prepare<[], { name: string }>(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
    .all()
  for (const { name } of tables) {
    for (const act of ['insert', 'update', 'delete']) {
      raw.exec(`create temp trigger write_${name}_${act} before ${act} on main.${name} begin select write_row(); end`)
    }
  }
  return disk
}
