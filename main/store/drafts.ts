import type { Database } from 'better-sqlite3'
import { Draft } from '#shared/protocol/desk-port.ts'

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
  return {
    save: (draft) => upsert.run(draft.key, draft.revision, draft.savedAt, JSON.stringify(draft.fields)).changes > 0,
    drop: (key) => remove.run(key).changes > 0,
    list: () =>
      all
        .all()
        .map((row) =>
          Draft.parse({ key: row.key, revision: row.revision, savedAt: row.saved_at, fields: JSON.parse(row.fields) }),
        ),
  }
}
