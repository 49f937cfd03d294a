import type { Database } from 'better-sqlite3'

/** What the agent set on this device: language, theme, keys. Opaque to the desk. */
export interface Preferences {
  merge(preferences: Record<string, unknown>): void
  read(): Record<string, unknown>
}

export function createPreferences(db: Database): Preferences {
  const upsert = db.prepare(
    'insert into preference (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  )
  const remove = db.prepare('delete from preference where key = ?')
  const all = db.prepare<[], { key: string; value: string }>('select key, value from preference')
  return {
    merge: db.transaction((preferences: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(preferences)) {
        if (value === undefined) remove.run(key)
        else upsert.run(key, JSON.stringify(value))
      }
    }),
    read: () => Object.fromEntries(all.all().map(({ key, value }) => [key, JSON.parse(value) as unknown])),
  }
}
