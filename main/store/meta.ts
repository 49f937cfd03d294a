import type { Database } from 'better-sqlite3'

/** Small facts of a store, one row each. */
type MetaKey =
  | 'device_id'
  | 'fence'
  | 'user'
  | 'catalog'
  | 'floor'
  | 'last_synced_at'
  | 'key_deposited'
  | 'central_epoch'
  | 'salvage'
  | 'last_look'
  | 'last_line'

export interface Meta {
  read(key: MetaKey): string | null
  write(key: MetaKey, value: string): void
}

export function createMeta(db: Database): Meta {
  const select = db.prepare<[string], { value: string }>('select value from meta where key = ?')
  const upsert = db.prepare(
    'insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  )
  return {
    read: (key) => select.get(key)?.value ?? null,
    write: (key, value) => {
      upsert.run(key, value)
    },
  }
}
