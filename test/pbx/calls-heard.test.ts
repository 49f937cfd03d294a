import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { openAsteriskFloor } from '#test/contract/asterisk-floor.ts'
import { type LineFloor, numberOf } from '#test/contract/line-floor.ts'
import { seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { describeOnPbx } from './describe-on-pbx.ts'
import type { PeerCall, SipPeer } from './sip-peer.ts'
import { findTones } from './tone.ts'
import { voice, waitToHear } from './wait-to-hear.ts'

const CALLER = '+14155550123'
const EXPERT = numberOf('expert')

/** Central's own flows on a real Asterisk, judged by what arrives at every ear. */
await describeOnPbx('what is heard in a call on a real Asterisk', (world) => {
  let peer: SipPeer
  let database: OpenDatabase
  let floor: LineFloor
  let ann: TestAgent
  let ben: TestAgent
  let callId: CallId
  let customer: PeerCall
  let agent: PeerCall

  beforeEach(async () => {
    peer = world().peer
    database = await openDatabase({ url: 'sqlite::memory:' })
    await migrate(database.db)
    await seedFloor(database.db, { agents: ['ann', 'ben'] })
    floor = await openAsteriskFloor(database.db, world())
    floor.rig.phone('expert', 'picks-up')
    ann = await seatAgent(floor.context(), 'ann')
    callId = await floor.rig.callIn(CALLER)
    await floor.settle()
    customer = findEnd((call) => call.direction === 'out')
    await vi.waitFor(() => expect(customer.state).toBe('up'), { timeout: 10_000 })
    peer.speak(customer, voice.customer)
  })
  afterEach(async () => {
    await floor.rig.close()
    await database.close()
  })

  /** the newest end of that kind that still stands */
  function findEnd(wanted: (call: PeerCall) => boolean): PeerCall {
    const found = peer.calls().findLast((call) => call.state !== 'over' && wanted(call))
    if (!found) throw new Error('nobody of that kind in the call')
    return found
  }
  function findTelephone(number: string, hertz: number): PeerCall {
    const call = findEnd((one) => one.direction === 'in' && one.number === number)
    peer.speak(call, hertz)
    return call
  }
  async function done(command: Parameters<TestAgent['do']>[0], by = ann): Promise<void> {
    expect(await by.do(command)).toEqual({ ok: true })
    await floor.pass(1_000)
  }
  async function answer(by: TestAgent): Promise<void> {
    const { offer } = await by.latest('call.offered')
    await done({ type: 'call.answer', offerId: offer.offerId }, by)
  }
  async function talk(): Promise<void> {
    await answer(ann)
    agent = findTelephone(numberOf('ann'), voice.agent)
    await hear(agent, 'customer')
    await hear(customer, 'agent')
  }
  async function askExpert(): Promise<PeerCall> {
    await done({ type: 'call.consult', callId, to: { kind: 'number', number: EXPERT } })
    return findTelephone(EXPERT, voice.target)
  }
  const hear = (call: PeerCall, ...wanted: Parameters<typeof waitToHear>[2][]) => waitToHear(peer, call, ...wanted)

  it('a caller who waits hears the music, then the agent and no music; both ways', async () => {
    await hear(customer, 'music')
    await talk()
  })

  it('a customer on hold hears the music alone and is not heard', async () => {
    await talk()
    await done({ type: 'call.hold', callId })
    await hear(customer, 'music')
    await hear(agent)
    await done({ type: 'call.resume', callId })
    await hear(customer, 'agent')
    await hear(agent, 'customer')
  })

  it('an agent who is muted hears and is not heard', async () => {
    await talk()
    await done({ type: 'call.mute', callId })
    await hear(customer)
    await hear(agent, 'customer')
    await done({ type: 'call.unmute', callId })
    await hear(customer, 'agent')
  })

  it('a consult is not heard by the customer, nor the customer in it; then each in turn, then all three', async () => {
    await talk()
    const expert = await askExpert()
    await hear(customer, 'music')
    await hear(agent, 'target')
    await hear(expert, 'agent')

    await done({ type: 'call.swap', callId })
    await hear(customer, 'agent')
    await hear(agent, 'customer')
    await hear(expert, 'music')

    await done({ type: 'call.merge', callId })
    await hear(customer, 'agent', 'target')
    await hear(agent, 'customer', 'target')
    await hear(expert, 'customer', 'agent')
  })

  it('a customer who is handed over hears the expert, and the agent is gone', async () => {
    await talk()
    const expert = await askExpert()
    await done({ type: 'call.complete', callId })
    await hear(customer, 'target')
    await hear(expert, 'customer')
    expect(agent.state).toBe('over')
  })

  it('a customer sent on to a colleague hears it ring until the colleague is there', async () => {
    await talk()
    ben = await seatAgent(floor.context(), 'ben')
    await done({ type: 'call.transfer', callId, to: { kind: 'agent', userId: UserId.parse('ben') } })
    await hear(customer, 'ringing')
    await answer(ben)
    const colleague = findTelephone(numberOf('ben'), voice.target)
    await hear(customer, 'target')
    await hear(colleague, 'customer')
  })

  it('a restart of central in the middle of a sentence is not heard', async () => {
    await talk()
    const during = peer.listen(customer, 1_500)
    await floor.restartCentral()
    const samples = await during
    const windows = Array.from({ length: 9 }, (_, index) => samples.subarray(index * 1_280, (index + 1) * 1_280))
    expect(windows.map((window) => findTones(window, [voice.agent, voice.music]))).toEqual(
      windows.map(() => [voice.agent]),
    )
  })
})
