import { afterEach, describe, expect, it } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { seatAgent, seedFloor } from '#test/support/call-floor.ts'
import { shuffleDoubled } from '#test/support/orders.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'
import type { Letter } from '#test/support/twilio-double/post-office.ts'
import type { LineFloor } from './line-floor.ts'
import { openTwilioFloor } from './twilio-floor.ts'

const ORDERS = Number(process.env.RINGDESK_TWILIO_ORDERS ?? 25)
let database: OpenDatabase
let floor: LineFloor

afterEach(async () => {
  await floor.rig.close()
  await database.close()
})

/** A call of which central hears nothing between the join and the end, then everything, in this order. */
async function play(arrange: (letters: Letter[]) => Letter[]) {
  database = await openDatabase({ url: 'sqlite::memory:' })
  await migrate(database.db)
  await seedFloor(database.db, { agents: ['ann'] })
  const opened = await openTwilioFloor(database.db)
  floor = opened
  const ann = await seatAgent(floor.context(), 'ann')
  const callId = await floor.rig.callIn('+14155550123')
  await floor.settle()
  const { offer } = await ann.latest('call.offered')
  await ann.do({ type: 'call.answer', offerId: offer.offerId })
  await floor.pass(1_000)
  const { office } = opened.double
  office.hold()
  for (const type of ['call.hold', 'call.resume', 'call.mute'] as const) {
    expect(await ann.do({ type, callId })).toEqual({ ok: true })
  }
  floor.rig.callerHangsUp(callId)
  floor.rig.agentDrops(callId)
  let count = 0
  await office.release((letters) => {
    count = letters.length
    return arrange(letters)
  })
  await floor.pass(1_000)
  const call = await readCall(database.db, callId)
  const legs = await database.db.selectFrom('leg').select(['role', 'state', 'cause']).orderBy('role').execute()
  return {
    count,
    state: {
      call: { state: call.state, endedBy: call.ended_by, cause: call.cause, agent: call.agent_id },
      result: (await readInteraction(database.db, call.interaction_id)).result,
      legs,
      agent: await ann.state(),
      wrapUps: (await database.db.selectFrom('wrap_up').selectAll().execute()).length,
      refused: office.answers.filter(({ status }) => status >= 300).length,
    },
  }
}

const expected = {
  call: { state: 'ended', endedBy: 'customer', cause: 'normal', agent: 'ann' },
  result: 'handled',
  legs: [
    { role: 'agent', state: 'ended', cause: 'normal' },
    { role: 'customer', state: 'ended', cause: 'normal' },
  ],
  agent: 'wrap_up',
  wrapUps: 1,
  refused: 0,
}

describe('the callbacks of one call, signed and sent for real', () => {
  it('end in one state as they come', async () => {
    const { state, count } = await play((letters) => letters)
    expect(state).toEqual(expected)
    expect(count).toBeGreaterThanOrEqual(7)
  })

  it('end in that state backwards', async () => {
    expect((await play((letters) => letters.toReversed())).state).toEqual(expected)
  })

  it.each(Array.from({ length: ORDERS }, (_, index) => index + 1))(
    'end in that state shuffled and doubled (%i)',
    async (seed) => {
      const random = createSeededRandom(seed)
      const shuffle = (letters: Letter[]) => shuffleDoubled(letters, random)
      expect((await play(shuffle)).state).toEqual(expected)
    },
  )
})
