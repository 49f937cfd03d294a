import SQLite from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { SalvageReport } from '#shared/protocol/desk-port.ts'
import { accept, refuse } from '#shared/protocol/error.ts'
import { healStore } from './heal-store.ts'
import { migrateStore } from './migrations.ts'
import { buildStore, type Store } from './open-store.ts'

const report: SalvageReport = { at: 1, file: null, waiting: 0, refused: 0, drafts: 0, lost: null }

function makeStore(): Store {
  const db = new SQLite(':memory:')
  migrateStore(db)
  return buildStore(db, 10, () => {})
}

it('tells the damage for as long as the repaired store cannot take its place, and goes on once it can', () => {
  const damage = new SQLite.SqliteError('malformed', 'SQLITE_CORRUPT')
  const first = makeStore()
  const broken: Store = {
    ...first,
    meta: {
      ...first.meta,
      read: () => {
        throw damage
      },
    },
  }
  let mayOpen = false
  let prepared = 0
  const told: SalvageReport[] = []
  const store = healStore(broken, {
    prepare() {
      prepared += 1
      return accept(report)
    },
    swap: () => (mayOpen ? accept(makeStore()) : refuse('store_unavailable')),
    repaired: (made) => void told.push(made),
    closed: () => {},
  })
  expect(() => store.meta.read('fence')).toThrow(damage)
  expect(() => store.outbox.count()).toThrow(damage)
  expect(() => store.together(() => store.outbox.count())).toThrow(damage)
  expect(told).toEqual([])
  mayOpen = true
  expect(store.together(() => store.outbox.count())).toEqual({ waiting: 0, rejected: 0 })
  expect(store.meta.read('fence')).toBeNull()
  expect([prepared, told]).toEqual([1, [report]])
  store.close()
})
