import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { InteractionView } from '#shared/protocol/view/customer.ts'
import { makeCard } from '#test/support/desk-samples.ts'
import { createCards } from './cards.ts'
import { migrateStore } from './migrations.ts'
import { summariseCard } from './summarise-card.ts'

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

it('a list row says of a card what reading the whole of it would say', () => {
  const db = new Database(':memory:')
  migrateStore(db)
  const cards = createCards(db, 10)
  const interaction = InteractionView.parse({
    ...{ interactionId: 'i', channel: 'call', direction: 'inbound', startedAt: 5_000, durationMs: null },
    ...{ subject: null, summary: null, agentName: null, queueName: null, result: 'handled', satisfaction: null },
    ...{ disposition: null, notes: [] },
  })
  const plain = makeCard('plain', { name: '张 "伟"' })
  const phones = [
    { e164: '+8613800000001', label: 'work' as const, primary: false },
    { e164: '+8613800000002', label: 'mobile' as const, primary: true },
  ]
  const address = { line: '', city: '上海', region: '', postalCode: '', country: 'CN' }
  const known = { ...plain.profile, company: 'Acme', phones, address }
  const full = { ...makeCard('full'), profile: { ...known, customerId: makeCard('full').profile.customerId } }
  const both = [plain, { ...full, recentInteractions: [interaction] }]
  const expectSummaries = () => {
    const ids = [makeCard('nobody'), ...both].map((card) => card.profile.customerId)
    // the one with a contact stands before the one without
    expect(cards.listSummaries(ids, 9)).toEqual(both.toReversed().map(summariseCard))
    expect(cards.listSummaries(ids, 1)).toHaveLength(1)
  }
  for (const card of both) cards.put(card, 1_000)
  expectSummaries()
  // a store from before list rows lay by themselves makes them when it is opened
  db.exec('drop table card_summary')
  db.pragma('user_version = 2')
  migrateStore(db)
  expectSummaries()
  cards.remove(plain.profile.customerId)
  expect(cards.listSummaries([plain.profile.customerId], 9)).toEqual([])
  const [first, ...others] = ['a', 'b', 'c'].map((id) => makeCard(id))
  for (const card of [first, ...others]) if (card) cards.put(card, 2_000)
  const given = [...others, first].flatMap((card) => card?.profile.customerId ?? [])
  expect(cards.listSummaries(given, 9).map((row) => row.customerId)).toEqual(given)
  db.close()
})
