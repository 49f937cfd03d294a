import { expect, it } from 'vitest'
import { ensureEpoch } from '#central/db/event-log.ts'
import type { OpenDatabase } from '#central/db/open-database.ts'
import { Attachment } from '#shared/protocol/event/delivered-event.ts'
import { Snapshot } from '#shared/protocol/snapshot.ts'
import { SUPPORT_NUMBER, seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { openSimulatedFloor, type SimulatedFloor } from '#test/support/simulated-floor.ts'
import { buildAttachment } from './build-attachment.ts'
import { buildSnapshot } from './build-snapshot.ts'

describeOnDatabases("an agent's snapshot", (open) => {
  let database: OpenDatabase
  let floor: SimulatedFloor
  let ann: TestAgent

  async function start() {
    database = await open()
    await seedFloor(database.db, { agents: ['ann'] })
    floor = await openSimulatedFloor(database.db)
    await ensureEpoch(database.db, floor.context.newId)
    ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall({ from: '+14155551234', to: SUPPORT_NUMBER })
    await floor.settle()
    return callId
  }
  const read = async () =>
    Snapshot.parse(
      await buildSnapshot({ db: database.db, lines: floor.context.lines, userId: ann.userId, now: floor.clock.now() }),
    )

  it('holds the open offer with its picture, and not the expired one', async () => {
    const callId = await start()
    const ringing = await read()
    expect(ringing).toMatchObject({
      state: { kind: 'offered' },
      seq: (await ann.events()).length,
      offer: {
        facts: { callId },
        picture: { callerNumber: '+14155551234', match: { kind: 'unknown' }, callsToday: 1 },
      },
      calls: [],
    })
    await floor.clock.advance(20_000)
    expect((await read()).offer).toBeNull()
  })

  it('holds the call with its legs, then the wrap-up', async () => {
    const callId = await start()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
    expect(await read()).toMatchObject({
      state: { kind: 'on_call', callId },
      offer: null,
      calls: [
        {
          call: {
            callId,
            legs: [
              { role: 'customer', place: 'bridge' },
              { role: 'agent', state: 'up' },
            ],
          },
        },
      ],
      wrapUps: [],
    })
    floor.simulator.callerHangsUp(callId)
    await floor.settle()
    expect(await read()).toMatchObject({
      state: { kind: 'wrap_up' },
      calls: [],
      wrapUps: [{ facts: { callId, dispositionRequired: true }, picture: { callerNumber: '+14155551234' } }],
    })
  })

  it('sends the picture beside a ring while it rings, and never after', async () => {
    const callId = await start()
    const offered = await ann.latest('call.offered')
    const attach = () => buildAttachment(database.db, offered, floor.clock.now())
    expect(Attachment.parse(await attach())).toMatchObject({ ring: { callerNumber: '+14155551234' } })
    await floor.clock.advance(20_000)
    expect(await attach()).toBeUndefined()
    floor.simulator.callerHangsUp(callId)
    await floor.settle()
    expect(await buildAttachment(database.db, await ann.latest('offer.ended'), floor.clock.now())).toBeUndefined()
  })
})
