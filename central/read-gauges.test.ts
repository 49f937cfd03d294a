import { expect, it } from 'vitest'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createMetrics } from './metrics.ts'
import { readGaugesFrom } from './read-gauges.ts'

describeOnDatabases('the numbers for Prometheus', (open) => {
  it('count what is open, and are told but for those while the database does not answer', async () => {
    const { db } = await open()
    const metrics = createMetrics()
    const gauges = readGaugesFrom(db)
    metrics.watch({ linkSockets: () => 3, ...gauges })
    expect(await metrics.registry.metrics()).toMatch(/^ringdesk_offers_open 0$/m)
    const whole = { id: 'r1', interaction_id: 'i1', started_at: 1, state: 'ready' as const, call_id: 'c1' }
    const line = {
      customer_id: null,
      provider: 'simulator',
      vendor_id: 'v1',
      duration_ms: 1,
      size_bytes: null,
      asked: null,
    }
    await db
      .insertInto('recording')
      .values({ ...whole, ...line })
      .execute()
    expect(await metrics.registry.metrics()).toMatch(/^ringdesk_recordings_to_store 1$/m)
    await db.updateTable('recording').set({ stored_at: 1 }).execute()
    expect(await metrics.registry.metrics()).toMatch(/^ringdesk_recordings_to_store 0$/m)
    const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    db.selectFrom = () => {
      throw gone
    }
    const without = await metrics.registry.metrics()
    expect(without).toMatch(/^ringdesk_link_sockets 3$/m)
    expect(without).toMatch(/^ringdesk_offers_open nan$/im)
    expect(without).not.toMatch(/^ringdesk_calls{/m)
    expect(without).toContain('process_resident_memory_bytes ')
    db.selectFrom = () => {
      throw new Error('a bug of ours')
    }
    await expect(metrics.registry.metrics(), 'is not taken for trouble').rejects.toThrow('a bug of ours')
  })
})
