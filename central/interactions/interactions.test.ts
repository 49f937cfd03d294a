import { expect, it } from 'vitest'
import type { Executor } from '#central/db/executor.ts'
import type { CustomerId, InteractionId, UserId } from '#shared/protocol/ids.ts'
import { addCustomer, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { closeInteraction } from './close-interaction.ts'
import { linkInteraction } from './link-interaction.ts'
import { openInteraction } from './open-interaction.ts'

const id = 'call-1' as InteractionId

async function openCall(db: Executor, customerId: CustomerId | null): Promise<void> {
  await openInteraction(db, {
    id,
    customerId,
    channel: 'call',
    direction: 'inbound',
    startedAt: NOW,
    queueId: null,
    number: '+8613812345678',
    matchReason: customerId ? 'exact_number' : null,
  })
}

describeOnDatabases('an interaction', (open) => {
  it('is opened once and closed once, and moves the last contact forward only', async () => {
    const { db } = await open()
    const chen = await addCustomer(db, 'chen', { lastContactAt: NOW - 1 })
    await openCall(db, chen)
    await openCall(db, null)
    const closing = { id, endedAt: NOW + 9_000, result: 'handled', durationMs: 6_000 } as const
    expect(await closeInteraction(db, closing)).toBe(true)
    expect(await closeInteraction(db, { ...closing, result: 'abandoned', durationMs: null })).toBe(false)
    expect(await db.selectFrom('interaction').selectAll().execute()).toMatchObject([
      { customer_id: 'chen', result: 'handled', duration_ms: 6_000, ended_at: NOW + 9_000 },
    ])
    expect(await db.selectFrom('customer').select('last_contact_at').execute()).toEqual([{ last_contact_at: NOW }])
  })

  it('leaves a later last contact alone', async () => {
    const { db } = await open()
    const chen = await addCustomer(db, 'chen', { lastContactAt: NOW + 1 })
    await openCall(db, chen)
    await closeInteraction(db, { id, endedAt: NOW, result: 'abandoned', durationMs: null })
    expect(await db.selectFrom('customer').select('last_contact_at').execute()).toEqual([{ last_contact_at: NOW + 1 }])
  })

  it('is moved with its recordings, once, with a row of history', async () => {
    const { db } = await open()
    const chen = await addCustomer(db, 'chen')
    const maya = await addCustomer(db, 'maya')
    await openCall(db, chen)
    const recording = {
      interaction_id: id,
      customer_id: chen,
      started_at: NOW,
      duration_ms: 1,
      size_bytes: 1,
      state: 'ready' as const,
    }
    await db
      .insertInto('recording')
      .values({ id: 'rec', ...recording })
      .execute()
    const move = {
      interactionId: id,
      customerId: maya,
      reason: 'chosen_by_agent',
      userId: 'mei' as UserId,
      now: NOW,
    } as const
    expect(await linkInteraction(db, { ...move, historyId: 'h1' })).toBe(true)
    expect(await linkInteraction(db, { ...move, historyId: 'h2' })).toBe(false)
    expect(await db.selectFrom('recording').select('customer_id').execute()).toEqual([{ customer_id: 'maya' }])
    expect(await db.selectFrom('interaction_link_history').selectAll().execute()).toEqual([
      { id: 'h1', interaction_id: id, from_customer_id: 'chen', to_customer_id: 'maya', user_id: 'mei', at: NOW },
    ])
    expect(await linkInteraction(db, { ...move, interactionId: 'none' as InteractionId, historyId: 'h3' })).toBe(false)
  })
})
