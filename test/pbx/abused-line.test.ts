import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import { openAsteriskFloor } from '#test/contract/asterisk-floor.ts'
import type { LineFloor } from '#test/contract/line-floor.ts'
import { SUPPORT_NUMBER, seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { describeOnPbx } from './describe-on-pbx.ts'
import type { PeerCall, SipPeer } from './sip-peer.ts'
import { voice, waitToHear } from './wait-to-hear.ts'

const CALLER = '+14155550123'
const patience = { timeout: 20_000, interval: 20 }

/**
 * SIP as it should not be, where it takes an ear or the clock to tell (the rest: sipp-abuse.test.ts). Afterwards nothing
 * is left over, and everybody can take the next call.
 */
await describeOnPbx('an abused line to a real Asterisk', (world) => {
  let peer: SipPeer
  let database: OpenDatabase
  let floor: LineFloor
  let ann: TestAgent

  beforeEach(async () => {
    peer = world().peer
    database = await openDatabase({ url: 'sqlite::memory:' })
    await migrate(database.db)
    await seedFloor(database.db, { agents: ['ann'] })
    floor = await openAsteriskFloor(database.db, world())
    ann = await seatAgent(floor.context(), 'ann')
  })
  afterEach(async () => {
    await floor.rig.close()
    await database.close()
  })

  const until = (call: PeerCall, state: PeerCall['state']) => vi.waitFor(() => expect(call.state).toBe(state), patience)
  const callerOf = () => {
    const found = peer.calls().findLast(({ direction }) => direction === 'out')
    if (!found) throw new Error('nobody called')
    return found
  }
  async function talk() {
    const callId = await floor.rig.callIn(CALLER)
    await floor.settle()
    const { offer } = await ann.latest('call.offered')
    expect(await ann.do({ type: 'call.answer', offerId: offer.offerId })).toEqual({ ok: true })
    await floor.pass(1_000)
    expect(await calls()).toMatchObject([{ state: 'connected' }])
    return callId
  }
  const calls = () => database.db.selectFrom('call').selectAll().execute()

  /** Nothing on the line, nobody in a call, one interaction for each call that came. */
  async function expectClean(dialogs: number): Promise<void> {
    await vi.waitFor(async () => expect(await floor.rig.adapter().snapshot()).toEqual([]), patience)
    await floor.settle()
    await floor.pass(11_000)
    expect((await calls()).map(({ state }) => state)).toEqual(Array.from({ length: dialogs }, () => 'ended'))
    expect(await database.db.selectFrom('interaction').selectAll().execute()).toHaveLength(dialogs)
    if ((await ann.state()) === 'wrap_up') await floor.pass(120_000)
    if ((await ann.state()) !== 'available') {
      await ann.do({ type: 'agent.set-state', state: { kind: 'available' } })
      await floor.settle()
    }
    expect(await ann.state()).toBe('available')
    // and the next call is taken as if nothing had been
    const callId = await floor.rig.callIn('+14155550199')
    await floor.settle()
    expect(await ann.latest('call.offered')).toMatchObject({ offer: { callId } })
  }

  it('a caller who takes the call back before, while and after it is answered', async () => {
    for (const waitMs of [0, 2, 4, 6, 8, 10, 15, 30, 60, 120]) {
      const call = peer.call(CALLER, SUPPORT_NUMBER)
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      peer.hangUp(call)
      await until(call, 'over')
    }
    await vi.waitFor(async () => expect(await floor.rig.adapter().snapshot()).toEqual([]), patience)
    await floor.settle()
    await expectClean((await calls()).length)
  })

  it('a far end that puts us on hold and comes back', async () => {
    await talk()
    const [customer, agent] = [callerOf(), peer.calls().findLast(({ direction }) => direction === 'in')]
    if (!agent) throw new Error('no agent in the call')
    peer.speak(customer, voice.customer)
    peer.speak(agent, voice.agent)
    await waitToHear(peer, agent, 'customer')
    peer.askAgain(customer, 'sendonly')
    await waitToHear(peer, agent, 'customer')
    peer.askAgain(customer, 'sendrecv')
    await waitToHear(peer, customer, 'agent')
    expect(await calls()).toMatchObject([{ state: 'connected', held_since: null }])
    peer.hangUp(customer)
    await expectClean(1)
  })

  it('garbage is no call and harms none', async () => {
    await talk()
    const texts = ['', '\r\n\r\n', 'INVITE', 'INVITE sip:x SIP/2.0\r\n\r\n', 'SIP/2.0 200 OK\r\n\r\n', '\0'.repeat(900)]
    for (const text of [...texts, 'é'.repeat(600), `INVITE sip:${'9'.repeat(3_000)}@x SIP/2.0\r\nVia: x\r\n\r\n`]) {
      peer.sendGarbage(Buffer.from(text))
    }
    const invite = callerOf().invite
    for (let cut = 10; cut < 400; cut += 30) {
      const lines = invite.headers.map(([name, value]) => `${name}: ${name === 'Call-ID' ? `cut-${cut}` : value}`)
      peer.sendGarbage(Buffer.from([invite.first, ...lines, '', invite.body].join('\r\n').slice(0, cut)))
    }
    peer.speak(callerOf(), voice.customer)
    await floor.pass(2_000)
    expect(await calls()).toMatchObject([{ state: 'connected' }])
    peer.hangUp(callerOf())
    await expectClean(1)
  })
})
