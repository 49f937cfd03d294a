import SQLite from 'better-sqlite3'
import { buildStore, type Store } from '#main/store/open-store.ts'
import type { Dice } from './dice.ts'
import { listTables, openRecycled } from './recycle.ts'

/** Thrown where a desk's process is killed while it writes. */
export class Died extends Error {
  constructor() {
    super('the process was killed')
  }
}

/** A desk's file: it outlives the processes that open it. */
export type DeskDisk = {
  full: boolean
  /** the process dies at the n-th row it writes from now on */
  dieAtRow: number | null
  whenDead: () => void
  dice: Dice | null
  store(bend: (store: Store) => Store): Store
  /** as it was at first, for another world */
  recycle(): void
}

const CARDS_KEPT = 20
/** Not every write needs a new page. */
const REFUSED_WHEN_FULL = 0.9

/**
 * Every row that is written passes a trigger, so trouble strikes in the middle of a statement or transaction and
 * SQLite itself undoes what was half done.
 */
export function createDeskDisk(template: Buffer): DeskDisk {
  const { raw, reset } = openRecycled(template)
  const db = rememberStatements(raw)
  const disk: DeskDisk = {
    ...{ full: false, dieAtRow: null, whenDead: () => {}, dice: null },
    store(bend) {
      raw.pragma('foreign_keys = ON')
      // a process that stops closes the file; the next one opens it again
      return bend({ ...buildStore(db, CARDS_KEPT, () => {}), close() {} })
    },
    recycle() {
      Object.assign(disk, { full: false, dieAtRow: null, whenDead: () => {}, dice: null })
      reset()
    },
  }
  raw.function('write_row', () => {
    if (disk.full && disk.dice?.chance(REFUSED_WHEN_FULL)) {
      throw new SQLite.SqliteError('database or disk is full', 'SQLITE_FULL')
    }
    if (disk.dieAtRow === null) return 0
    disk.dieAtRow -= 1
    if (disk.dieAtRow > 0) return 0
    disk.whenDead()
    throw new Died()
  })
  for (const name of listTables(raw)) {
    for (const act of ['insert', 'update', 'delete']) {
      raw.exec(`create temp trigger write_${name}_${act} before ${act} on main.${name} begin select write_row(); end`)
    }
  }
  return disk
}

/** A desk that starts again prepares the same statements again. */
function rememberStatements(raw: SQLite.Database): SQLite.Database {
  const known = new Map<string, SQLite.Statement>()
  const prepare = (sql: string) => {
    const statement = known.get(sql) ?? raw.prepare(sql)
    known.set(sql, statement)
    return statement
  }
  return Object.create(raw, { prepare: { value: prepare } }) as SQLite.Database
}
