import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { MASK } from '#shared/domain/cards/mask-card-numbers.ts'
import { createDrafts } from './drafts.ts'
import { migrateStore } from './migrations.ts'

let db: SQLite.Database

beforeEach(() => {
  db = new SQLite(':memory:')
  migrateStore(db)
})
afterEach(() => void db.close())

it('a masked draft is saved though its log cannot be emptied; the next save empties it', () => {
  const drafts = createDrafts(db)
  const save = (revision: number, note: string) => drafts.save({ key: 'int-1', revision, savedAt: 1, fields: { note } })
  const pragma = vi.spyOn(db, 'pragma').mockImplementation(() => {
    throw new SQLite.SqliteError('no room', 'SQLITE_FULL')
  })
  expect(save(1, 'card 4111')).toBe(true)
  expect(pragma).not.toHaveBeenCalled()
  expect(save(2, `card ${MASK}`)).toBe(true)
  expect(drafts.list()).toMatchObject([{ revision: 2, fields: { note: `card ${MASK}` } }])
  pragma.mockReset()
  expect(save(3, `card ${MASK}.`)).toBe(true)
  expect(pragma).toHaveBeenCalledWith('wal_checkpoint(TRUNCATE)')
  expect(save(4, `card ${MASK}..`)).toBe(true)
  expect(pragma).toHaveBeenCalledOnce()
})
