import { describe, expect, it } from 'vitest'
import type { LineEvent } from '#central/telephony/adapter.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { startArrivals } from './arrivals.ts'
import type { CallerScript, LineFaults, PhoneBehaviour } from './caller.ts'
import { createSimulator } from './simulator.ts'

const script: CallerScript = { from: '+14155551234', to: '+14155550100' }

async function open(options: { phone?: PhoneBehaviour; faults?: Partial<LineFaults>; seed?: number } = {}) {
  const clock = createTestClock(1_000_000)
  const events: LineEvent[] = []
  const { phone, faults, seed = 1 } = options
  const simulator = createSimulator({
    clock,
    random: createSeededRandom(seed),
    onError: (error) => {
      throw error
    },
    ...(phone ? { phone: () => phone } : {}),
    ...(faults ? { faults } : {}),
  })
  await simulator.start(async (event) => void events.push(event))
  const told = () =>
    events.flatMap((event) => (event.type === 'leg' ? [`${event.state} ${event.place}`] : [event.type]))
  return { clock, simulator, events, told }
}

async function bridge(
  { simulator, clock }: Awaited<ReturnType<typeof open>>,
  callId: ReturnType<typeof simulator.placeCall>,
) {
  const [customer] = await simulator.snapshot()
  if (!customer) throw new Error('nobody called')
  const agent = LegId.parse('agent-leg')
  const to = { kind: 'client' as const, address: 'ann' }
  await simulator.do({ commandId: '1', callId, legId: customer.legId, op: 'answer' })
  await simulator.do({
    commandId: '2',
    callId,
    legId: agent,
    op: 'dial',
    role: 'agent',
    to,
    from: null,
    timeoutMs: 10_000,
    confirm: false,
  })
  await clock.advance(200)
  await simulator.do({ commandId: '3', callId, legId: customer.legId, op: 'bridge' })
  return { customer: customer.legId, agent }
}

describe('the simulated line', () => {
  it('reports a call as a real line does: arrival, agent ringing, both in the bridge, end', async () => {
    const line = await open()
    const callId = line.simulator.placeCall({ ...script, talkMs: 30_000 })
    await bridge(line, callId)
    await line.clock.advance(30_000)
    expect(line.told()).toEqual([
      'link',
      'arrived',
      'up parked',
      'dialing parked',
      'ringing parked',
      'up bridge',
      'up bridge',
      'leg-ended',
    ])
  })

  it('never ends a customer because the agent ended; patience runs anew', async () => {
    const line = await open()
    const callId = line.simulator.placeCall({ ...script, talkMs: 30_000, patienceMs: 60_000 })
    await bridge(line, callId)
    line.simulator.agentDrops(callId)
    await line.clock.advance(59_000)
    expect(await line.simulator.snapshot()).toMatchObject([{ role: 'customer' }])
    await line.clock.advance(1_000)
    expect(await line.simulator.snapshot()).toEqual([])
  })

  it('lets a caller give up when patience ends, and does not hurry one who talks', async () => {
    const line = await open()
    line.simulator.placeCall({ ...script, patienceMs: 10_000 })
    await line.clock.advance(10_000)
    expect(line.events.at(-1)).toMatchObject({ type: 'leg-ended', cause: 'canceled' })
    const talking = line.simulator.placeCall({ ...script, patienceMs: 10_000, talkMs: 60_000 })
    await bridge(line, talking)
    await line.clock.advance(50_000)
    expect(line.simulator.countCallers()).toBe(1)
  })

  it.each([
    [{ kind: 'never' as const }, 'no_answer'],
    [{ kind: 'busy' as const }, 'busy'],
  ])('tells how a telephone that is %o ends', async (phone, cause) => {
    const line = await open({ phone })
    const callId = line.simulator.placeCall(script)
    const { agent } = await bridge(line, callId)
    await line.clock.advance(10_000)
    expect(line.events).toContainEqual(expect.objectContaining({ type: 'leg-ended', legId: agent, cause }))
  })

  it('does a repeated command once and says what is gone', async () => {
    const line = await open()
    const callId = line.simulator.placeCall(script)
    const { customer } = await bridge(line, callId)
    const hold = { commandId: '9', callId, legId: customer, op: 'park' as const, sound: { kind: 'music' as const } }
    expect(await line.simulator.do(hold)).toEqual({ ok: true })
    expect(await line.simulator.do(hold)).toEqual({ ok: true, repeated: true })
    line.simulator.callerHangsUp(callId)
    expect(await line.simulator.do(hold)).toMatchObject({ ok: false, code: 'gone' })
  })

  it('keeps calls while nobody listens, and loses the reports', async () => {
    const line = await open()
    const callId = line.simulator.placeCall(script)
    await line.clock.advance(10)
    await line.simulator.stop()
    const before = line.events.length
    const legs = await line.simulator.snapshot()
    await line.clock.advance(1_000)
    expect(await line.simulator.snapshot()).toEqual(legs)
    line.simulator.callerHangsUp(callId)
    await line.clock.advance(1_000)
    expect(line.events).toHaveLength(before)
  })

  it('swallows, doubles and delays reports when told to', async () => {
    const swallowed = await open({ faults: { swallowed: 1 } })
    swallowed.simulator.placeCall(script)
    await swallowed.clock.advance(1_000)
    expect(swallowed.events).toEqual([])
    const doubled = await open({ faults: { doubled: 1, lateByMs: 500 } })
    doubled.simulator.placeCall(script)
    await doubled.clock.advance(1_000)
    expect(doubled.events.filter((event) => event.type === 'arrived')).toHaveLength(2)
    expect(new Set(doubled.events.filter((event) => event.type === 'arrived').map((event) => event.key)).size).toBe(1)
  })

  it('plays the same day again from the same seed', async () => {
    const play = async () => {
      const line = await open({ seed: 42, faults: { late: 0.3, lateByMs: 2_000 } })
      for (let call = 0; call < 20; call += 1) {
        line.simulator.placeCall({ ...script, patienceMs: 1_000 * (call + 1) })
        await line.clock.advance(500)
      }
      await line.clock.advance(60_000)
      return line.events
    }
    expect(await play()).toEqual(await play())
  })
})

describe('arrivals', () => {
  it('wait for somebody to be free, come within seconds, and stay below the most', async () => {
    const line = await open()
    let free = false
    const callers = [script, { ...script, from: '+14155550002' }]
    const options = { callers, firstAfterMs: 3_000, everyMs: 20_000, mostCallers: 3, isSomebodyFree: async () => free }
    const stop = startArrivals(line.simulator, options, {
      clock: line.clock,
      random: createSeededRandom(3),
      onError: (error) => {
        throw error
      },
    })
    await line.clock.advance(60_000)
    expect(line.simulator.countCallers()).toBe(0)
    free = true
    await line.clock.advance(5_000)
    expect(line.events).toContainEqual(
      expect.objectContaining({ type: 'arrived', from: { kind: 'number', address: script.from } }),
    )
    free = false
    let most = 0
    for (let minute = 0; minute < 30; minute += 1) {
      await line.clock.advance(10_000)
      most = Math.max(most, line.simulator.countCallers())
    }
    expect(most).toBe(3)
    stop()
    await line.clock.advance(600_000)
    expect(line.simulator.countCallers()).toBe(0)
  })
})
