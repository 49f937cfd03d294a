import { expect, it } from 'vitest'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { CallId, DialId, LegId } from '#shared/protocol/ids.ts'
import { createTestContext, seatAgent, seedFloor } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { readCall } from '#test/support/read-call.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'

const LIN = '+14155550177'

describeOnDatabases('a number that an agent calls', (open) => {
  /** Ann calls Lin; `line.answer` says what the line does with each primitive. */
  async function dial() {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann'] })
    const sent: LineCommand[] = []
    const line = { answer: async (_command: LineCommand): Promise<LineAnswer> => ({ ok: true }) }
    const adapter = createPlainLine()
    Object.assign(adapter, {
      do: (command: LineCommand) => {
        sent.push(command)
        return line.answer(command)
      },
    })
    const clock = createTestClock(MORNING)
    const context = createTestContext(db, clock, [adapter])
    const ann = await seatAgent(context, 'ann')
    const wish = { dialId: DialId.parse('wish'), number: LIN, queueId: null, from: null, customerId: null }
    expect(await ann.do({ type: 'call.dial', ...wish })).toEqual({ ok: true })
    await context.sequencer.idle()
    const callId = CallId.parse((await ann.latest('call.dialed')).call.callId)
    const agentLeg = LegId.parse(sent[0]?.legId)
    const comesUp = () =>
      applyLineEvent(context, 'plain', {
        ...{ type: 'leg', at: clock.now() + 1, key: 'up', callId, legId: agentLeg, state: 'up', place: 'parked' },
        ...{ muted: false, vendorId: 'v' },
      })
    const dialled = () => sent.filter((command) => command.op === 'dial' && command.role === 'customer')
    return { db, clock, context, ann, sent, line, callId, agentLeg, comesUp, dialled, call: () => readCall(db, callId) }
  }

  it('is not dialled any more when the agent has let go of it before the line came to that', async () => {
    const { context, ann, line, callId, comesUp, dialled, call } = await dial()
    const bridging = Promise.withResolvers<LineAnswer>()
    const began = Promise.withResolvers<void>()
    line.answer = async ({ op }) => {
      if (op !== 'bridge') return { ok: true }
      began.resolve()
      return bridging.promise
    }
    await comesUp()
    await began.promise
    const letGo = ann.do({ type: 'call.hang-up', callId })
    await expect.poll(async () => (await call()).ended_by).toBe('agent')
    bridging.resolve({ ok: true })
    expect(await letGo).toEqual({ ok: true })
    await context.sequencer.idle()
    expect(dialled()).toEqual([])
    expect(await call()).toMatchObject({ state: 'ended', ended_by: 'agent' })
    expect((await ann.latest('wrap-up.started')).wrapUp).toMatchObject({ unanswered: 'canceled' })
  })

  it('whose dialling the line did not answer for is hung up: it may ring after all', async () => {
    const { context, line, comesUp, dialled, sent, call } = await dial()
    line.answer = async (command) => (command.op === 'dial' ? { ok: false, code: 'vendor' } : { ok: true })
    await comesUp()
    await context.sequencer.idle()
    const [number] = dialled()
    expect(await call()).toMatchObject({ state: 'ended', cause: 'failed' })
    expect(sent.filter(({ op }) => op === 'hang-up').map(({ legId }) => legId)).toContain(number?.legId)
  })
})
