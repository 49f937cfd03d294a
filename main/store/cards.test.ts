import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { makeCard } from '#test/support/desk-samples.ts'
import { createCards } from './cards.ts'
import { migrateStore } from './migrations.ts'

it('a cached card is read although the disk has no room to note that it was looked at', () => {
  const db = new Database(':memory:')
  migrateStore(db)
  const cards = createCards(db, 10)
  const card = makeCard('chen')
  const { customerId } = card.profile
  cards.put(card, 1_000)
  db.function('refuse', () => {
    throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
  })
  db.exec('create temp trigger full before update on main.card begin select refuse(); end')
  expect(cards.read(customerId, 1_000_000)?.card.profile.customerId).toBe(customerId)
  expect(() => cards.put(card, 2_000)).toThrow('full')
  db.close()
})
