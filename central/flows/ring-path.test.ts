import { expect, it } from 'vitest'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_NUMBER, seatAgent, seedFloor } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { applyLineEvent } from './apply-line-event.ts'

/** Arrival to ring, one transaction. Whoever needs one more statement here also needs a reason. */
const MOST_STATEMENTS = 13

describeOnDatabases('from the arrival of a call to its ring', (open) => {
  it('lies one transaction of few statements', async () => {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann'] })
    let statements = 0
    let untilRing: number | null = null
    const counted = db.withPlugin({
      transformQuery: ({ node }) => node,
      // counted as they end: a prepared statement is built only once
      async transformResult({ result }) {
        statements += 1
        return result
      },
    })
    const context = createTestContext(counted, createTestClock(MORNING), [createPlainLine()], {
      publish() {
        untilRing ??= statements
      },
    })
    const ann = await seatAgent(context, 'ann')
    await context.sequencer.idle()
    statements = 0
    untilRing = null
    await applyLineEvent(context, 'plain', {
      type: 'arrived',
      at: MORNING,
      key: 'arrived',
      callId: CallId.parse('call'),
      legId: LegId.parse('leg'),
      vendorId: 'vendor',
      from: { kind: 'number', address: '+14155551234' },
      to: SUPPORT_NUMBER,
      headers: {},
    })
    expect(await ann.state()).toBe('offered')
    expect(untilRing).toBeGreaterThan(5)
    expect(untilRing).toBeLessThanOrEqual(MOST_STATEMENTS)
  })
})
