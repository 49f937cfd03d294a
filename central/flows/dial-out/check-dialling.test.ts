import { expect, it } from 'vitest'
import type { OpenDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import type { ErrorCode } from '#shared/protocol/error.ts'
import { CallId, type CustomerId, DialId, QueueId } from '#shared/protocol/ids.ts'
import type { QueryParams } from '#shared/protocol/query/query.ts'
import { SUPPORT_NUMBER, SUPPORT_QUEUE, seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { addCustomer, addQueue } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { openSimulatedFloor, type SimulatedFloor } from '#test/support/simulated-floor.ts'
import { checkDialling } from './check-dialling.ts'

/** at nine in London it is one in the night in California */
const LONDON = '+442071838750'
const CALIFORNIA = '+14155551234'

describeOnDatabases('what stands against calling somebody', (open) => {
  let database: OpenDatabase
  let floor: SimulatedFloor
  let ann: TestAgent

  async function start(queue: Partial<Database['queue']> = {}) {
    database = await open()
    await seedFloor(database.db, { agents: ['ann'], queue })
    floor = await openSimulatedFloor(database.db)
    ann = await seatAgent(floor.context, 'ann')
  }
  const check = (params: Partial<QueryParams<'dialling.check'>>) =>
    checkDialling(floor.context, ann.userId, { number: null, queueId: null, customerId: null, callId: null, ...params })
  const dial = (number: string, more: { from?: string; queueId?: QueueId; customerId?: CustomerId } = {}) =>
    ann.do({
      ...{ type: 'call.dial', dialId: DialId.parse(`wish-${number.replace(/\W/g, '')}`), number },
      ...{ queueId: null, from: null, customerId: null, ...more },
    })
  /** The question before and the command itself say the same. */
  async function expectRefused(number: string, code: ErrorCode, customerId?: CustomerId) {
    expect((await check({ number, customerId: customerId ?? null })).called).toMatchObject({ refused: code })
    expect(await dial(number, customerId ? { customerId } : {})).toMatchObject({ ok: false, refusal: { code } })
    expect(await database.db.selectFrom('call').select('id').execute()).toEqual([])
  }

  it('names the queues that may be called for, their numbers, and whose the number is', async () => {
    await start()
    await addCustomer(database.db, 'maya', { name: 'Maya Okafor', phones: [LONDON] })
    const { choices, called } = await check({ number: '0044 20 7183 8750' })
    expect(choices).toEqual([{ queueId: SUPPORT_QUEUE, numbers: [SUPPORT_NUMBER] }])
    expect(called).toMatchObject({ kind: 'number', number: LONDON, country: 'GB', refused: null })
    expect(called?.candidates).toMatchObject([{ customerId: 'maya', name: 'Maya Okafor' }])
  })

  it('knows nobody by a number that only ends alike', async () => {
    await start()
    await addCustomer(database.db, 'maya', { phones: ['+442071838750'] })
    expect((await check({ number: '+332071838750' })).called?.candidates ?? []).toEqual([])
  })

  it('offers nothing to who serves no queue, and nothing where no line can call', async () => {
    await start()
    expect(
      await checkDialling({ ...floor.context, lines: { all: () => [], get: () => undefined } }, ann.userId, {
        ...{ number: LONDON, queueId: null, customerId: null, callId: null },
      }),
    ).toEqual({ choices: [], called: null })
    await database.db.deleteFrom('queue_member').execute()
    expect(await check({ number: LONDON })).toEqual({ choices: [], called: null })
    expect(await dial(LONDON)).toMatchObject({ refusal: { code: 'dialling_not_allowed' } })
  })

  it('takes no number of another queue to be shown, and no queue that the agent does not serve', async () => {
    await start()
    await addQueue(database.db, 'sales')
    await database.db.insertInto('queue_number').values({ number: '+14155550111', queue_id: 'sales' }).execute()
    expect(await dial(LONDON, { from: '+14155550111' })).toMatchObject({
      refusal: { code: 'dialling_not_allowed' },
    })
    expect(await dial(LONDON, { queueId: QueueId.parse('sales') })).toMatchObject({
      refusal: { code: 'dialling_not_allowed' },
    })
  })

  it('refuses what is no number, and what earns from being called', async () => {
    await start()
    await expectRefused('not a number', 'invalid_phone')
    await expectRefused('+1 900 555 0100', 'number_not_allowed')
  })

  it('refuses numbers outside of the allowed prefixes', async () => {
    await start({ dial_prefixes: '+1,+86' })
    await expectRefused(LONDON, 'number_not_allowed')
    expect((await check({ number: CALIFORNIA })).called).toMatchObject({ refused: null })
  })

  it('refuses who asked not to be called, by their number and when they are meant by name', async () => {
    await start()
    const quiet = await addCustomer(database.db, 'quiet', { phones: [LONDON], doNotCall: true })
    await expectRefused(LONDON, 'do_not_call')
    await expectRefused(CALIFORNIA, 'do_not_call', quiet)
  })

  it('refuses hours at which people sleep where the number is', async () => {
    await start({ dial_from_minute: 8 * 60, dial_until_minute: 21 * 60 })
    await expectRefused(CALIFORNIA, 'outside_calling_hours')
    expect((await check({ number: LONDON })).called).toMatchObject({ refused: null })
  })

  it('tells of a number to hand a call to what that call’s queue allows, whatever the agent may call for', async () => {
    await start({ dial_prefixes: '+1' })
    await addQueue(database.db, 'sales')
    await database.db.insertInto('queue_number').values({ number: '+14155550111', queue_id: 'sales' }).execute()
    await database.db.insertInto('queue_member').values({ queue_id: 'sales', user_id: 'ann' }).execute()
    await addCustomer(database.db, 'maya', { name: 'Maya Okafor', phones: [CALIFORNIA] })
    const callId = floor.simulator.placeCall({ from: '+14155559999', to: SUPPORT_NUMBER, talkMs: 600_000 })
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(5_000)
    const ask = (number: string) => ann.do({ type: 'call.consult', callId, to: { kind: 'number', number } })
    // the first queue that she may call for has no such rule
    expect((await check({ number: LONDON, queueId: QueueId.parse('sales') })).called).toMatchObject({ refused: null })
    expect(await check({ number: LONDON, callId })).toMatchObject({
      ...{ choices: [], called: { kind: 'number', number: LONDON, refused: 'number_not_allowed' } },
    })
    expect(await ask(LONDON)).toMatchObject({ ok: false, refusal: { code: 'number_not_allowed' } })
    expect((await check({ number: CALIFORNIA, callId })).called).toMatchObject({
      ...{ refused: null, candidates: [{ name: 'Maya Okafor' }] },
    })
    expect(await ask(CALIFORNIA)).toEqual({ ok: true })
    expect(await check({ number: LONDON, callId: CallId.parse('another') })).toEqual({ choices: [], called: null })
  })

  it('calls for help at any hour, whatever the queue allows', async () => {
    await start({ dial_prefixes: '', dial_from_minute: 0, dial_until_minute: 0 })
    expect((await check({ number: '911' })).called).toEqual({
      ...{ kind: 'emergency', number: '911', country: null, refused: null, candidates: [] },
    })
    expect(await dial('911')).toEqual({ ok: true })
  })
})
