import type { Database } from 'better-sqlite3'
import { accept, type Outcome } from '#shared/protocol/error.ts'
import { type Answers, createAnswers } from './answers.ts'
import { CARDS_KEPT, type Cards, createCards } from './cards.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { refuseFileError } from './file-errors.ts'
import { createMeta, type Meta } from './meta.ts'
import { migrateStore } from './migrations.ts'
import { openDatabase } from './open-database.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createPreferences, type Preferences } from './preferences.ts'
import { createProjectionStore, type ProjectionStore } from './projection.ts'
import type { StoreFolder } from './store-folder.ts'

/** One user's own file on one device. Everything is synchronous: what returned is on disk. */
export interface Store {
  meta: Meta
  projection: ProjectionStore
  outbox: Outbox
  drafts: Drafts
  preferences: Preferences
  cards: Cards
  answers: Answers
  /** runs `write` as one transaction: all of it or nothing */
  together<T>(write: () => T): T
  close(): void
}

/**
 * Opens (or makes) the store in `folder`. The caller holds its lock and gives the release, which `close` calls.
 * Refusals: `store_locked` (the key does not fit), `store_damaged`, those of a disk; the lock then stays with the
 * caller. Caches are not looked through: that would cost half a second on a full store, and losing them loses nothing.
 */
export function openStore(
  folder: StoreFolder,
  key: Uint8Array,
  options: { releaseLock: () => void; cardsKept?: number },
): Outcome<Store> {
  const opened = openDatabase(folder.file, key)
  if (!opened.ok) return opened
  const db = opened.value
  try {
    migrateStore(db)
    readThrough(db)
    return accept(buildStore(db, options.cardsKept ?? CARDS_KEPT, options.releaseLock))
  } catch (error) {
    db.close()
    return refuseFileError(error)
  }
}

/** Reads all that must not be lost, every page of it, so that damage shows now and not in the middle of a call. */
function readThrough(db: Database): void {
  for (const table of ['meta', 'preference', 'projection', 'outbox', 'rejected', 'draft']) {
    for (const _row of db.prepare(`select * from ${table}`).iterate());
  }
  for (const id of [
    'command_id from outbox',
    'command_id from rejected',
    'key from draft',
    'name from sqlite_sequence',
  ]) {
    for (const _row of db.prepare(`select ${id} order by 1`).iterate());
  }
}

/** The store over a database that is open and up to date. */
export function buildStore(db: Database, cardsKept: number, releaseLock: () => void): Store {
  return {
    meta: createMeta(db),
    projection: createProjectionStore(db),
    outbox: createOutbox(db),
    drafts: createDrafts(db),
    preferences: createPreferences(db),
    cards: createCards(db, cardsKept),
    answers: createAnswers(db),
    together: (write) => db.transaction(write).immediate(),
    close() {
      db.close()
      releaseLock()
    },
  }
}
