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
