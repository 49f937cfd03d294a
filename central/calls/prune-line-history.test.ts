import { expect, it } from 'vitest'
import { insertRow } from '#central/db/write-row.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { insertSequence } from './journal.ts'
import { recordLineFact } from './line-facts.ts'
import { pruneLineHistory } from './prune-line-history.ts'
import { createTwilioLegs } from './twilio-leg-rows.ts'

describeOnDatabases('the history of the line', (open) => {
  it('loses what ended long ago, and nothing that is still going on', async () => {
    const { db } = await open()
    const legs = createTwilioLegs(db)
    const common = {
      callId: CallId.parse('call'),
      role: 'agent' as const,
      conferenceSid: null,
      confirm: 'none' as const,
    }
    for (const [id, endedAt] of [
      ['old', 10],
      ['young', 200],
      ['open', null],
    ] as const) {
      await legs.insert({ ...common, legId: LegId.parse(id), callSid: `CA-${id}`, createdAt: 1, endedAt })
    }
    for (const key of ['old', 'young']) {
      const fact = { provider: 'twilio', key, callId: 'call', kind: 'leg-ended', note: null }
      await recordLineFact(db, { ...fact, now: key === 'old' ? 10 : 200 })
    }
    await insertSequence(db, { id: 'running', callId: 'call', name: 'hold', steps: '{}', now: 10 })
    const done = { call_id: 'call', flow: 'hold', steps: '{}', step: 1, state: 'done' as const, failure: null }
    await insertRow(db, 'journal', { ...done, id: 'old', created_at: 10, updated_at: 10 })
    await insertRow(db, 'journal', { ...done, id: 'young', created_at: 10, updated_at: 200 })

    for (const [id, ended_at] of [
      ['old', 10],
      ['young', 200],
      ['open', null],
    ] as const) {
      const call = { call_id: 'call', by_user_id: 'ann', to_user_id: null, leg_id: null, offer_id: null }
      const told = { state: 'talking', since: 1, started_at: 1, ended_at, outcome: null }
      await insertRow(db, 'consult', { id, ...call, ...told, to_number: '+14155550177' })
    }

    await pruneLineHistory(db, 100)

    const numbers = await db.selectFrom('consult').select(['id', 'to_number']).orderBy('id').execute()
    expect(numbers.filter((row) => row.to_number === null).map((row) => row.id)).toEqual(['old'])

    const read = async (table: 'twilio_leg' | 'line_event' | 'journal', column: 'leg_id' | 'key' | 'id') =>
      (await db.selectFrom(table).select(column).orderBy(column).execute()).map((row) => Object.values(row)[0])
    expect(await read('twilio_leg', 'leg_id')).toEqual(['open', 'young'])
    expect(await read('line_event', 'key')).toEqual(['young'])
    expect(await read('journal', 'id')).toEqual(['running', 'young'])
  })
})
