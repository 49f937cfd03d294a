import { describe, expect, it } from 'vitest'
import { signInAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { caller, prepareFloor } from '#test/support/inbound-floor.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'
import type { SimulatedFloor } from '#test/support/simulated-floor.ts'

/** What the line is told to say from here on, with the language it is said in. */
function hearMessages({ simulator }: SimulatedFloor): string[] {
  const said: string[] = []
  const carryOut = simulator.do
  simulator.do = (command) => {
    if (command.op === 'say' && command.sound.kind === 'say')
      said.push(`${command.sound.language}: ${command.sound.text}`)
    return carryOut(command)
  }
  return said
}

describeOnDatabases('an inbound call that nobody can take', (open) => {
  const start = prepareFloor(open)

  describe('with a queue that sends callers away', () => {
    const queue = { treatment: 'hang_up' as const, max_wait_ms: 30_000 }

    it('hears a message and is hung up after the longest wait', async () => {
      const { db, floor } = await start({ agents: ['ann'], queue })
      await signInAgent(floor.context, 'ann')
      const callId = floor.simulator.placeCall(caller)
      await floor.pass(29_000)
      expect(await readCall(db, callId)).toMatchObject({ state: 'queued', ended_by: null })
      const said = hearMessages(floor)
      await floor.pass(6_000)
      const call = await readCall(db, callId)
      expect(call).toMatchObject({ state: 'ended', ended_by: 'queue' })
      expect(said).toEqual(['en: All our agents are busy. Please call again later.'])
      expect(await readInteraction(db, call.interaction_id)).toMatchObject({ result: 'turned_away' })
    })

    it('hears the words of its queue, in the language of the region', async () => {
      const words = { en: 'Call tomorrow.', 'zh-CN': '请明天再拨。', 'zh-TW': '請明天再撥。' }
      const { floor } = await start({
        agents: ['ann'],
        queue: { ...queue, treatment_message: JSON.stringify(words) },
      })
      for (const [region, spoken] of [
        ['US', 'en: Call tomorrow.'],
        ['CN', 'zh-CN: 请明天再拨。'],
        ['HK', 'zh-TW: 請明天再撥。'],
      ] as const) {
        const said = hearMessages(floor)
        Object.assign(floor.context, { region })
        floor.simulator.placeCall(caller)
        await floor.pass(5_000)
        expect(said, region).toEqual([spoken])
      }
    })

    it('is sent away when the last agent leaves, and not while one is there', async () => {
      const { db, floor } = await start({ agents: ['ann', 'ben'], queue: { ...queue, max_wait_ms: null } })
      const [ann, ben] = [await signInAgent(floor.context, 'ann'), await signInAgent(floor.context, 'ben')]
      const callId = floor.simulator.placeCall({ ...caller, patienceMs: 600_000 })
      await floor.pass(60_000)
      await ann.do({ type: 'agent.set-state', state: { kind: 'offline' } })
      await floor.sweep()
      expect(await readCall(db, callId)).toMatchObject({ state: 'queued', ended_by: null })
      await ben.do({ type: 'agent.set-state', state: { kind: 'offline' } })
      await floor.sweep()
      await floor.pass(5_000)
      expect(await readCall(db, callId)).toMatchObject({ state: 'ended', ended_by: 'queue' })
    })

    it('is sent away at once when nobody is signed in', async () => {
      const { db, floor } = await start({ agents: ['ann'], queue })
      const callId = floor.simulator.placeCall(caller)
      await floor.pass(5_000)
      expect(await readCall(db, callId)).toMatchObject({ state: 'ended', ended_by: 'queue' })
    })
  })

  it('waits on where nobody is signed in and past the longest wait, when its queue says so', async () => {
    const { db, floor } = await start({ agents: ['ann'], queue: { treatment: 'keep_waiting', max_wait_ms: 10_000 } })
    const callId = floor.simulator.placeCall({ ...caller, patienceMs: 600_000 })
    await floor.pass(60_000)
    await floor.sweep()
    expect(await readCall(db, callId)).toMatchObject({ state: 'queued', ended_by: null })
    expect(await floor.simulator.snapshot()).toMatchObject([{ role: 'customer', place: 'parked', state: 'up' }])
  })

  it('to a number of no queue is told so and counted', async () => {
    const { db, floor } = await start({ agents: ['ann'] })
    const said = hearMessages(floor)
    const callId = floor.simulator.placeCall({ from: null, to: '+14155550199' })
    await floor.pass(6_000)
    const call = await readCall(db, callId)
    expect(call).toMatchObject({ state: 'ended', queue_id: null, caller_number: null, ended_by: 'queue' })
    expect(said).toEqual(['en: The number you have dialled is not in service.'])
    expect(await readInteraction(db, call.interaction_id)).toMatchObject({ result: 'turned_away' })
  })
})
