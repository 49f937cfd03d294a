import { expect, it } from 'vitest'
import { listExpiredLeases } from '#central/agents/leases.ts'
import { claimDueTimers } from '#central/db/timers.ts'
import { readParked } from '#central/floor/read-parked.ts'
import { readGaugesFrom } from '#central/read-gauges.ts'
import { listKept, listToErase, listToStore } from '#central/recordings/stored-rows.ts'
import { RecordingId, UserId } from '#shared/protocol/ids.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { findScans, recordStatements } from '#test/support/record-statements.ts'
import { listAgentCalls, listWaitingCalls } from './call-rows.ts'
import { isSequenceRunning, listRunningSequences } from './journal.ts'
import { listOpenLegs } from './leg-rows.ts'
import { listMatchableQueues } from './matchable-queues.ts'
import { findOpenOfferOfAgent, findOpenOfferOfCall } from './offer-rows.ts'
import { pruneLineHistory } from './prune-line-history.ts'
import { listPaused, listUnsettled, listUnstopped } from './recording-rows.ts'
import { listUnservedCalls } from './unserved-calls.ts'
import { listOpenWrapUps } from './wrap-up-rows.ts'

const userId = UserId.parse('ann')

describeOnDatabases('what runs again and again all day', (open) => {
  it('looks at what is open, never along the history of calls', async () => {
    const { db, dialect } = await open()
    const { db: recorded, statements } = recordStatements(db)
    await claimDueTimers(recorded, 1)
    await listExpiredLeases(recorded, 1)
    await listMatchableQueues(recorded, 1)
    await listWaitingCalls(recorded, { queueIds: ['a', 'b'], limit: 10 })
    await listAgentCalls(recorded, userId)
    await listUnservedCalls(recorded)
    await listOpenLegs(recorded, 'simulator')
    await listRunningSequences(recorded, 1)
    await isSequenceRunning(recorded, 'call', 'return')
    await findOpenOfferOfAgent(recorded, userId)
    await findOpenOfferOfCall(recorded, 'call')
    await listOpenWrapUps(recorded, userId)
    await pruneLineHistory(recorded, 1)
    await readParked(recorded)
    await listPaused(recorded, 'simulator')
    await listUnsettled(recorded, 'simulator', 1)
    await listUnstopped(recorded, 'simulator', 1)
    await listToStore(recorded, 1, 10)
    await listToErase(recorded, 1, 10)
    await listKept(recorded, { startedAt: 1, id: RecordingId.parse('r') }, 10)
    await readGaugesFrom(recorded).callsByState()
    await readGaugesFrom(recorded).openOffers()
    expect(statements.length).toBeGreaterThan(12)
    for (const statement of statements) {
      const scans = await findScans(db, dialect, statement)
      // the index of open legs holds nothing else: reading it whole is the point
      expect(
        scans.filter((scan) => !scan.includes('leg USING INDEX leg_open') && scan !== 'Index Scan leg'),
        statement.sql,
      ).toEqual([])
    }
  })
})
