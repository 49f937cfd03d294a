import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { CustomerId, UserId } from '#shared/protocol/ids.ts'
import { addCase, addCustomer, addInteraction, addOrder, addQueue, DAY, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { findScans, recordStatements } from '#test/support/record-statements.ts'
import { buildCard } from './build-card.ts'
import { buildRingPicture } from './build-ring-picture.ts'
import { findCaller } from './find-caller.ts'
import { searchCustomers } from './search.ts'
import { updateFields } from './write-customer.ts'

describeOnDatabases('look-ups between a call and its ring', (open) => {
  async function fill() {
    const database = await open()
    for (let n = 0; n < 40; n += 1) {
      const id = `c${n}`
      await addCustomer(database.db, id, { name: `张伟${n} Maya`, phones: [`+86138123456${10 + n}`] })
      await addInteraction(database.db, {
        id: `i${n}`,
        customer_id: id,
        queue_id: `q${n}`,
        number: `+86138123456${10 + n}`,
      })
      await addOrder(database.db, { id: `o${n}`, customer_id: id, number: `SO-2026-${n}` })
      await addCase(database.db, { id: `k${n}`, customer_id: id })
      await addQueue(database.db, `q${n}`)
    }
    if (database.dialect === 'postgres') await sql`analyze`.execute(database.db)
    return { ...database, recorded: recordStatements(database.db) }
  }

  const call = (match: object) => ({
    interaction_id: 'i1',
    queue_id: 'q',
    caller_number: '+8613812345611',
    dialled_number: '+862160000000',
    arrived_at: NOW,
    match: JSON.stringify(match),
  })
  const candidates = [{ customerId: 'c1', reason: 'exact_number' }]
  const search = (text: string) => ({ text, limit: 10, readRegion: async () => 'CN' })
  const edit = {
    customerId: 'c1' as CustomerId,
    changes: [{ field: 'note', value: 'x', baseVersion: 0 } as const],
    userId: 'u' as UserId,
    commandId: null,
    now: NOW,
    region: 'CN',
    newId: () => 'h1',
  }

  it('never read a whole table', async () => {
    const { db, dialect, recorded } = await fill()
    await findCaller(recorded.db, { number: '+8613812345611', region: 'CN' })
    await findCaller(recorded.db, { number: '+8613012345611', region: 'CN' })
    await buildCard(recorded.db, 'c1' as CustomerId, NOW)
    await buildRingPicture(recorded.db, call({ kind: 'known', customerId: 'c1', reason: 'exact_number' }), NOW + DAY)
    await buildRingPicture(recorded.db, call({ kind: 'candidates', shared: true, candidates }), NOW)
    for (const text of ['张伟1', 'maya', 'zw maya', '4561', 'SO-2026-1', '張偉'])
      await searchCustomers(recorded.db, search(text))
    await updateFields(recorded.db, edit)
    expect(recorded.statements.length).toBeGreaterThan(40)
    for (const statement of recorded.statements) {
      if (/^(insert|update|delete)/.test(statement.sql)) continue
      expect(await findScans(db, dialect, statement), statement.sql).toEqual([])
    }
  })

  it('would be caught reading one', async () => {
    const { db, dialect, recorded } = await fill()
    await recorded.db.selectFrom('customer').select('id').where('email', '=', 'x').execute()
    for (const statement of recorded.statements) expect(await findScans(db, dialect, statement)).not.toEqual([])
  })
})
