import { expect, it } from 'vitest'
import { LegId, UserId } from '#shared/protocol/ids.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import {
  findConsultOfAgent,
  findLastConsult,
  findOpenConsult,
  insertConsult,
  toConsult,
  toConsultEnd,
  updateConsult,
} from './consult-rows.ts'

const ben = UserId.parse('ben')
const AT = 1_790_000_000_000

describeOnDatabases('rows of consults', (open) => {
  const asked = { call_id: 'call', by_user_id: 'ann', to_user_id: null, to_number: null, leg_id: null, offer_id: null }

  it('a colleague who rings is on nobody else’s desk until they answer, and not after it is over', async () => {
    const { db } = await open()
    const row = await insertConsult(db, { ...asked, id: 'one', to_user_id: ben, offer_id: 'offer', started_at: AT })
    expect(await findOpenConsult(db, 'call')).toEqual(row)
    expect(await findConsultOfAgent(db, ben)).toBeNull()
    const answered = await updateConsult(db, row, { leg_id: LegId.parse('leg') })
    expect(await findConsultOfAgent(db, ben)).toEqual(answered)
    expect(toConsult(answered)).toMatchObject({ legId: 'leg', state: 'ringing', to: { kind: 'agent', userId: 'ben' } })
    const over = await updateConsult(db, answered, { ended_at: AT + 1, outcome: 'left' })
    expect(await findConsultOfAgent(db, ben)).toBeNull()
    expect(await findOpenConsult(db, 'call')).toBeNull()
    expect(await findLastConsult(db, 'call')).toEqual(over)
    expect([toConsult(over), toConsultEnd(over)]).toEqual([null, 'left'])
  })

  it('the newest consult of a call counts, and of a number only its last digits are told', async () => {
    const { db } = await open()
    const first = await insertConsult(db, { ...asked, id: 'b', to_number: '+14155550177', started_at: AT })
    await updateConsult(db, first, { ended_at: AT + 1, outcome: 'busy' })
    const next = await insertConsult(db, { ...asked, id: 'a', to_number: '+14155550178', started_at: AT + 2 })
    await insertConsult(db, { ...asked, id: 'c', call_id: 'other', to_number: '+14155550179', started_at: AT + 3 })
    expect(await findOpenConsult(db, 'call')).toEqual(next)
    expect(toConsult(next)?.to).toEqual({ kind: 'number', tail: '0178' })
    expect(toConsultEnd(next)).toBeNull()
  })

  it('the open consult counts, whatever the clock said when an earlier one began', async () => {
    const { db } = await open()
    const first = await insertConsult(db, { ...asked, id: 'b', to_number: '+14155550177', started_at: AT + 200 })
    await updateConsult(db, first, { ended_at: AT + 300, outcome: 'canceled' })
    const next = await insertConsult(db, { ...asked, id: 'a', to_number: '+14155550178', started_at: AT })
    expect(await findOpenConsult(db, 'call')).toEqual(next)
    expect(await findLastConsult(db, 'call')).toEqual(next)
  })
})
