import SQLite, { type Database } from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { CommandId } from '#shared/protocol/ids.ts'
import { createAcknowledged } from './acknowledged.ts'
import { migrateStore } from './migrations.ts'
import { createOutbox, type Outbox } from './outbox.ts'

let db: Database
let outbox: Outbox
let count = 0
const note = (text: string) =>
  PaperworkBody.parse({ type: 'interaction.note', interactionId: 'int-1', noteId: 'note-1', revision: 1, text })
const add = (...texts: string[]) => {
  const entries = texts.map((text) => ({
    commandId: CommandId.parse(`00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`),
    body: note(text),
  }))
  outbox.add(entries, 5)
  return entries.map((entry) => entry.commandId)
}
const waiting = () => outbox.readBatch(100, 1e6).map(({ n, commandId }) => [n, commandId])

beforeEach(() => {
  db = new SQLite(':memory:')
  migrateStore(db)
  outbox = createOutbox(db)
})
afterEach(() => void db.close())

it('keeps what central acknowledged and sends it again with the ids and numbers it had, before what waits', () => {
  const [a, b, c] = add('a', 'b', 'c') as [CommandId, CommandId, CommandId]
  expect(outbox.readWaiting([a]).map(({ body }) => body)).toEqual([note('a')])
  outbox.acknowledge([a], 10)
  outbox.acknowledge([b], 11)
  expect(outbox.count()).toEqual({ waiting: 1, rejected: 0 })
  expect(outbox.listBodies()).toHaveLength(1)
  expect(outbox.sendAgain()).toBe(2)
  expect(waiting()).toEqual([
    [1, a],
    [2, b],
    [3, c],
  ])
  expect(outbox.listBodies()).toHaveLength(3)
  expect(outbox.countAcknowledged()).toBe(0)
  add('d')
  expect(waiting().at(-1)?.[0]).toBe(4)
})

it('acknowledging what is not there changes nothing', () => {
  const unknown = CommandId.parse('00000000-0000-7000-8000-999999999999')
  expect(outbox.readWaiting([unknown])).toEqual([])
  outbox.acknowledge([unknown], 1)
  expect(outbox.countAcknowledged()).toBe(0)
})

it('forgets what is older than the horizon', () => {
  const [a, b] = add('a', 'b') as [CommandId, CommandId]
  outbox.acknowledge([a], 10)
  outbox.acknowledge([b], 20)
  outbox.forgetAcknowledged(20)
  outbox.sendAgain()
  expect(waiting()).toEqual([[2, b]])
})

it('gives a new device id numbers that acknowledged and waiting commands never share', () => {
  const [a, b, c] = add('a', 'b', 'c') as [CommandId, CommandId, CommandId]
  outbox.acknowledge([b], 10)
  outbox.forgetAcknowledged(0)
  outbox.renumber()
  expect(waiting()).toEqual([
    [2, a],
    [3, c],
  ])
  outbox.acknowledge([a], 11)
  outbox.acknowledge([c], 11)
  outbox.renumber()
  expect(outbox.highestN()).toBe(3)
  const [d] = add('d')
  outbox.sendAgain()
  expect(waiting()).toEqual([
    [1, b],
    [2, a],
    [3, c],
    [4, d],
  ])
})

it('keeps within its bounds by dropping the oldest', () => {
  const acknowledged = createAcknowledged(db, { commands: 3, bytes: 400 })
  const keep = (...texts: string[]) => {
    acknowledged.keep(add(...texts), 10)
    acknowledged.prune(0)
  }
  keep('a', 'b', 'c', 'd', 'e')
  expect(acknowledged.count()).toBe(3)
  keep('写'.repeat(200))
  // one of over 400 bytes does not fit: bounded beats complete
  expect(acknowledged.count()).toBe(0)
  keep('f')
  db.exec('delete from outbox')
  expect(acknowledged.returnAll()).toBe(1)
  expect(waiting()).toHaveLength(1)
})

it('keeps within its bounds after a transaction that was rolled back', () => {
  const acknowledged = createAcknowledged(db, { commands: 3, bytes: 4000 })
  const keep = (text: string, at: number, before: number) => {
    acknowledged.keep(add(text), at)
    acknowledged.prune(before)
  }
  for (const text of ['a', 'b', 'c']) keep(text, 10, 0)
  const fullDisk = db.transaction(() => {
    keep('d', 20, 15)
    throw new Error('full')
  })
  expect(fullDisk).toThrow('full')
  for (const text of ['e', 'f']) keep(text, 20, 0)
  expect(acknowledged.count()).toBe(3)
})
