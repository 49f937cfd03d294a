import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LineAnswer, LineCommand, LineEvent, TelephonyAdapter } from '#central/telephony/adapter.ts'
import type { TerminationCause } from '#shared/protocol/call.ts'
import { type CallId, LegId } from '#shared/protocol/ids.ts'
import { tellLegs } from '#test/support/told-legs.ts'

/** One provider without central behind it: primitives go in, facts come out. */
export type BareLine = {
  adapter(): TelephonyAdapter
  /** everything that was told, oldest first */
  told(): readonly LineEvent[]
  /** somebody calls and waits */
  callIn(): Promise<{ callId: CallId; customerLeg: LegId }>
  /** how the telephone of this address behaves when it is called */
  phone(address: string, manner: 'picks-up' | 'never' | 'busy' | 'unreachable'): void
  callerHangsUp(callId: CallId): void
  /** nothing is under way; what a telephone does at once is done */
  settle(): Promise<void>
  /** whoever rings has rung long enough */
  ringOut(): Promise<void>
  /** a new process that knows nothing but what is durable */
  restart(): Promise<void>
  close(): Promise<void>
}

const AGENT_LEG = LegId.parse('agent-leg')
const TARGET_LEG = LegId.parse('target-leg')
const OUTSIDE = '+14155550311'
const music = { kind: 'music' } as const
type WithoutKeys<T> = T extends unknown ? Omit<T, 'commandId' | 'callId'> : never

/**
 * What every line owes a transfer: somebody else is called into a call, parked, fetched back, joined with all, and
 * left with the customer. Told in primitives, for what central makes of them is the same on every line.
 */
export function describeThirdParty(name: string, open: () => Promise<BareLine>): void {
  describe(`a third party on ${name}`, () => {
    let line: BareLine
    let callId: CallId
    let customerLeg: LegId
    let count = 0

    beforeEach(async () => {
      line = await open()
      ;({ callId, customerLeg } = await line.callIn())
      await dial(AGENT_LEG, 'agent', { kind: 'client', address: 'ann' })
      await send({ op: 'bridge', legId: customerLeg })
    })
    afterEach(() => line.close())

    async function send(fields: WithoutKeys<LineCommand>, commandId?: string): Promise<LineAnswer> {
      count += 1
      const command = { commandId: commandId ?? `command-${count}`, callId, ...fields } as LineCommand
      const answer = await line.adapter().do(command)
      await line.settle()
      return answer
    }
    function dial(
      legId = TARGET_LEG,
      role: 'agent' | 'target' = 'target',
      to: Extract<LineCommand, { op: 'dial' }>['to'] = { kind: 'number', address: OUTSIDE },
      commandId?: string,
    ): Promise<LineAnswer> {
      return send({ op: 'dial', legId, role, to, from: null, timeoutMs: 20_000, confirm: false }, commandId)
    }
    const park = (legId: LegId) => send({ op: 'park', legId, sound: music })
    const bridge = (legId: LegId) => send({ op: 'bridge', legId })
    /** who hears whom, by the provider's own account */
    async function bridged(): Promise<LegId[]> {
      const legs = await line.adapter().snapshot()
      return legs.filter(({ state, place }) => state === 'up' && place === 'bridge').map(({ legId }) => legId)
    }
    const among = (...legs: LegId[]) => expect.toSatisfy((found: LegId[]) => isSame(found, legs))
    const standing = (legId: LegId) => tellLegs(line.told())[legId]

    it('answers without a key and talks to the agent, the customer parked', async () => {
      await park(customerLeg)
      expect(await dial()).toMatchObject({ ok: true })
      expect(await bridged()).toEqual(among(AGENT_LEG, TARGET_LEG))
      expect(standing(TARGET_LEG)).toMatchObject({ state: 'up', place: 'bridge' })
      expect(standing(customerLeg)).toMatchObject({ state: 'up', place: 'parked' })
    })

    it('is parked while the agent talks to the customer, and fetched back', async () => {
      await park(customerLeg)
      await dial()
      await park(TARGET_LEG)
      await bridge(customerLeg)
      expect(await bridged()).toEqual(among(AGENT_LEG, customerLeg))
      expect(standing(TARGET_LEG)).toMatchObject({ state: 'up', place: 'parked' })
      await park(customerLeg)
      await bridge(TARGET_LEG)
      expect(await bridged()).toEqual(among(AGENT_LEG, TARGET_LEG))
    })

    it('talks to both, and stays with the customer when the agent leaves', async () => {
      await park(customerLeg)
      await dial()
      await bridge(customerLeg)
      expect(await bridged()).toEqual(among(AGENT_LEG, TARGET_LEG, customerLeg))
      await send({ op: 'hang-up', legId: AGENT_LEG, cause: 'normal' })
      expect(await bridged()).toEqual(among(TARGET_LEG, customerLeg))
      expect(standing(AGENT_LEG)).toMatchObject({ state: 'ended', cause: 'normal' })
    })

    it('is let go and leaves the others as they were', async () => {
      await park(customerLeg)
      await dial()
      await send({ op: 'hang-up', legId: TARGET_LEG, cause: 'normal' })
      expect(standing(TARGET_LEG)).toMatchObject({ state: 'ended', cause: 'normal' })
      expect(standing(customerLeg)).toMatchObject({ state: 'up', place: 'parked' })
      await bridge(customerLeg)
      expect(await bridged()).toEqual(among(AGENT_LEG, customerLeg))
    })

    it('is called for a customer whose agent has left already', async () => {
      await send({ op: 'park', legId: customerLeg, sound: { kind: 'ringback' } })
      await send({ op: 'hang-up', legId: AGENT_LEG, cause: 'normal' })
      expect(standing(customerLeg)).toMatchObject({ state: 'up', place: 'parked' })
      expect(await dial()).toMatchObject({ ok: true })
      await bridge(customerLeg)
      expect(await bridged()).toEqual(among(TARGET_LEG, customerLeg))
    })

    it.each([
      ['busy', 'busy'],
      ['unreachable', 'unreachable'],
      ['never', 'no_answer'],
    ] as const)('whose telephone is %s has ended with %s, the customer still there', async (manner, cause) => {
      line.phone(OUTSIDE, manner)
      await park(customerLeg)
      await dial()
      if (manner === 'never') {
        expect(standing(TARGET_LEG)).toMatchObject({ state: 'ringing' })
        await line.ringOut()
      }
      await line.settle()
      expect(standing(TARGET_LEG)).toMatchObject({ state: 'ended', cause: cause satisfies TerminationCause })
      expect(standing(customerLeg)).toMatchObject({ state: 'up', place: 'parked' })
      await bridge(customerLeg)
      expect(await bridged()).toEqual(among(AGENT_LEG, customerLeg))
    })

    it('who rings is not up before they answered, whatever is asked, and is called off', async () => {
      line.phone(OUTSIDE, 'never')
      await dial()
      await bridge(TARGET_LEG)
      expect(standing(TARGET_LEG)).toMatchObject({ state: 'ringing' })
      expect(await bridged()).toEqual(among(AGENT_LEG, customerLeg))
      await send({ op: 'hang-up', legId: TARGET_LEG, cause: 'canceled' })
      expect(standing(TARGET_LEG)).toMatchObject({ state: 'ended', cause: 'canceled' })
    })

    it('is called once, however often that is asked, also by another process', async () => {
      await dial(TARGET_LEG, 'target', undefined, 'once')
      expect(await dial(TARGET_LEG, 'target', undefined, 'once')).toMatchObject({ ok: true })
      expect(await dial(TARGET_LEG, 'target', undefined, 'again')).toMatchObject({ ok: true })
      await line.restart()
      expect(await dial(TARGET_LEG, 'target', undefined, 'once')).toMatchObject({ ok: true })
      expect((await line.adapter().snapshot()).map(({ role }) => role).toSorted()).toEqual([
        'agent',
        'customer',
        'target',
      ])
    })

    it('is in the snapshot of a new process as it was in the last', async () => {
      await park(customerLeg)
      await dial()
      await park(TARGET_LEG)
      const before = await line.adapter().snapshot()
      expect(before.find(({ legId }) => legId === TARGET_LEG)).toMatchObject({ role: 'target', place: 'parked' })
      await line.restart()
      expect(await line.adapter().snapshot()).toEqual(before)
    })

    it('and the agent stay on the line when the customer hangs up, until they are let go', async () => {
      await dial()
      line.callerHangsUp(callId)
      await line.settle()
      expect(await bridged()).toEqual(among(AGENT_LEG, TARGET_LEG))
      for (const legId of [AGENT_LEG, TARGET_LEG]) await send({ op: 'hang-up', legId, cause: 'normal' })
      expect(await line.adapter().snapshot()).toEqual([])
    })

    it('hears key tones where the line has them, and is refused them where it has not', async () => {
      await dial()
      const answer = await send({ op: 'dtmf', legId: TARGET_LEG, digits: '12#' })
      expect(answer).toMatchObject(line.adapter().capabilities.dtmf ? { ok: true } : { ok: false, code: 'unsupported' })
    })
  })
}

function isSame(found: readonly string[], wanted: readonly string[]): boolean {
  return found.length === wanted.length && wanted.every((leg) => found.includes(leg))
}
