import type { Database } from 'better-sqlite3'
import { MASK } from '#shared/domain/cards/mask-card-numbers.ts'
import { Draft } from '#shared/protocol/desk-port.ts'
import { isDamaged, readSqliteCode } from './file-errors.ts'

type Row = { key: string; revision: number; saved_at: number; fields: string }

/** Half-typed forms. Each save is on disk when it returns. */
export interface Drafts {
  /** false: a later revision is already there (another window was faster), nothing was written */
  save(draft: Draft): boolean
  drop(key: string): boolean
  list(): Draft[]
}

export function createDrafts(db: Database): Drafts {
  const upsert = db.prepare(
    `insert into draft (key, revision, saved_at, fields) values (?, ?, ?, ?)
     on conflict (key) do update set revision = excluded.revision, saved_at = excluded.saved_at, fields = excluded.fields
     where excluded.revision >= draft.revision`,
  )
  const remove = db.prepare('delete from draft where key = ?')
  const all = db.prepare<[], Row>('select * from draft order by saved_at')
  const read = db.prepare<[string], { fields: string }>('select fields from draft where key = ?')

  let logToEmpty = false

  /** A part of a card may stand in the earlier versions of a draft: with them goes the log that still holds them. */
  function save(draft: Draft): boolean {
    const fields = JSON.stringify(draft.fields)
    const earlier = read.get(draft.key)?.fields ?? ''
    const saved = upsert.run(draft.key, draft.revision, draft.savedAt, fields).changes > 0
    if (saved && countMasks(fields) > countMasks(earlier)) logToEmpty = true
    if (saved && logToEmpty) emptyLog()
    return saved
  }

  /** The draft is on disk by then: that the log cannot be emptied now must not undo the answer, the next save tries. */
  function emptyLog(): void {
    try {
      db.pragma('wal_checkpoint(TRUNCATE)')
      logToEmpty = false
    } catch (error) {
      const code = readSqliteCode(error)
      if (code === null || isDamaged(code)) throw error
    }
  }

  return {
    save,
    drop: (key) => remove.run(key).changes > 0,
    list: () =>
      all
        .all()
        .map((row) =>
          Draft.parse({ key: row.key, revision: row.revision, savedAt: row.saved_at, fields: JSON.parse(row.fields) }),
        ),
  }
}

function countMasks(fields: string): number {
  return fields.split(MASK).length
}
