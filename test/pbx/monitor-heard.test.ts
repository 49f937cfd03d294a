import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { openAsteriskFloor } from '#test/contract/asterisk-floor.ts'
import { type LineFloor, numberOf } from '#test/contract/line-floor.ts'
import { seatAgent, seedFloor, signInAgent, type TestAgent } from '#test/support/call-floor.ts'
import { describeOnPbx } from './describe-on-pbx.ts'
import { measureSilence } from './measure-silence.ts'
import type { PeerCall, SipPeer } from './sip-peer.ts'
import { type Voice, voice, waitToHear } from './wait-to-hear.ts'

/** A supervisor in an agent's call on a real Asterisk, judged by what arrives at every ear. */
await describeOnPbx('what is heard of a supervisor on a real Asterisk', (world) => {
  let peer: SipPeer
  let database: OpenDatabase
  let floor: LineFloor
  let sue: TestAgent
  let callId: CallId
  let ends: Record<'customer' | 'agent' | 'supervisor', PeerCall>

  beforeEach(async () => {
    peer = world().peer
    database = await openDatabase({ url: 'sqlite::memory:' })
    await migrate(database.db)
    await seedFloor(database.db, { agents: ['ann', 'sue'] })
    floor = await openAsteriskFloor(database.db, world())
    const ann = await seatAgent(floor.context(), 'ann')
    callId = await floor.rig.callIn('+14155550123')
    await floor.settle()
    const { offer } = await ann.latest('call.offered')
    await ann.do({ type: 'call.answer', offerId: offer.offerId })
    await floor.pass(1_000)
    sue = await signInAgent(floor.context(), 'sue')
    await be('monitor')
    ends = {
      customer: await findEnd(({ direction }) => direction === 'out', voice.customer),
      agent: await findEnd(({ number }) => number === numberOf('ann'), voice.agent),
      supervisor: await findEnd(({ number }) => number === numberOf('sue'), voice.supervisor),
    }
  })
  afterEach(async () => {
    await floor.rig.close()
    await database.close()
  })

  async function be(mode: 'monitor' | 'whisper' | 'barge'): Promise<void> {
    expect(await sue.do({ type: 'call.monitor', callId, mode })).toEqual({ ok: true })
    await floor.pass(2_000)
  }
  async function findEnd(wanted: (call: PeerCall) => boolean, hertz: number): Promise<PeerCall> {
    const find = () => peer.calls().findLast((call) => call.state === 'up' && wanted(call))
    await vi.waitFor(() => expect(find()).toBeDefined(), { timeout: 10_000 })
    const call = find()
    if (!call) throw new Error('nobody is there')
    peer.speak(call, hertz)
    return call
  }
  const hears = (end: keyof typeof ends, ...voices: Voice[]) => waitToHear(peer, ends[end], ...voices)

  it('who listens hears both, and nobody hears them', async () => {
    await hears('supervisor', 'customer', 'agent')
    await hears('customer', 'agent')
    await hears('agent', 'customer')
  })

  it('a whisper is heard by the agent and never by the customer, then by nobody again', async () => {
    await be('whisper')
    await hears('agent', 'customer', 'supervisor')
    await hears('customer', 'agent')
    await hears('supervisor', 'customer', 'agent')
    await be('monitor')
    await hears('agent', 'customer')
    await hears('supervisor', 'customer', 'agent')
  })

  it('in a barge all hear all; whispering again, the customer hears the agent alone', async () => {
    await be('barge')
    await hears('customer', 'agent', 'supervisor')
    await hears('agent', 'customer', 'supervisor')
    await hears('supervisor', 'customer', 'agent')
    await be('whisper')
    await hears('customer', 'agent')
    await hears('agent', 'customer', 'supervisor')
  })

  it('whose console is loaded anew whispers on, at no time to the customer', async () => {
    await database.db.updateTable('user').set({ line: 'client:sue' }).where('id', '=', 'sue').execute()
    Object.assign(floor.rig.adapter(), { issuePhone: async () => ({ kind: 'none' }) })
    await be('whisper')
    await hears('agent', 'customer', 'supervisor')
    const before = ends.supervisor
    const customer = measureSilence(peer, ends.customer, voice.agent, [voice.supervisor])
    expect(await sue.do({ type: 'call.rejoin', callId })).toEqual({ ok: true })
    await floor.pass(2_000)
    expect(before.state).toBe('over')
    ends.supervisor = await findEnd(({ number }) => number === numberOf('sue'), voice.supervisor)
    await hears('agent', 'customer', 'supervisor')
    await hears('supervisor', 'customer', 'agent')
    expect((await customer.stop()).others).toEqual([])
    await hears('customer', 'agent')
  })

  it('who takes over has the customer, and the agent is gone', async () => {
    await be('whisper')
    expect(await sue.do({ type: 'call.take-over', callId })).toEqual({ ok: true })
    await floor.pass(2_000)
    await hears('customer', 'supervisor')
    await hears('supervisor', 'customer')
    expect(ends.agent.state).toBe('over')
  })
})
