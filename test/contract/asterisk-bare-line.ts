import { expect, vi } from 'vitest'
import { createWallClock } from '#central/clock.ts'
import type { LineCommand, LineEvent, TelephonyAdapter } from '#central/telephony/adapter.ts'
import { createAsteriskAdapter } from '#central/telephony/asterisk/create-asterisk-adapter.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { SipPeer } from '#test/pbx/sip-peer.ts'
import type { Pbx } from '#test/pbx/start-pbx.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { tellLegs } from '#test/support/told-legs.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import type { BareLine } from './third-party.contract.ts'

const RING_MS = 21_000
const ROUND_MS = 10
/** So many rounds without anything new are rest. */
const QUIET_ROUNDS = 3
const ROUNDS = 1_000

/** An Asterisk without central behind it. A console is a telephone at the peer here: what it is to Asterisk is all one. */
export async function openAsteriskLine({ pbx, peer }: { pbx: Pbx; peer: SipPeer }): Promise<BareLine> {
  const clock = createTestClock(MORNING)
  const told: LineEvent[] = []
  let adapter: TelephonyAdapter = await start()

  async function start(): Promise<TelephonyAdapter> {
    const real = createAsteriskAdapter({
      config: { ...pbx.config, detectMachines: true, phones: null },
      ...{ clock, connectionClock: createWallClock(), random: createSeededRandom(31) },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    })
    await real.start(async (event) => void told.push(event))
    return { ...real, do: (command) => real.do(callConsoleAsNumber(command)) }
  }
  async function isTold(): Promise<boolean> {
    if (!peer.isIdle()) return false
    const standings = tellLegs(told)
    const open = Object.values(standings).filter(({ state }) => state !== 'ended')
    const legs = await adapter.snapshot()
    return (
      legs.length === open.length &&
      legs.every(({ legId, state, place }) => standings[legId]?.state === state && standings[legId]?.place === place)
    )
  }
  async function settle(): Promise<void> {
    let before = ''
    for (let round = 0, quiet = 0; round < ROUNDS && quiet < QUIET_ROUNDS; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, ROUND_MS))
      const now = `${told.length} ${peer.packets()}`
      quiet = now === before && (await isTold()) ? quiet + 1 : 0
      before = now
    }
  }

  return {
    adapter: () => adapter,
    told: () => told,
    async callIn() {
      peer.call('+14155550123', '+14155550100')
      // not settled: who calls goes on inviting until they are answered
      const isThere = () => expect(told.some(({ type }) => type === 'arrived')).toBe(true)
      await vi.waitFor(isThere, { timeout: 10_000, interval: ROUND_MS })
      const [customer] = await adapter.snapshot()
      if (!customer) throw new Error('nobody calls')
      const { callId, legId: customerLeg } = customer
      await adapter.do({ op: 'answer', commandId: 'answer', callId, legId: customerLeg })
      await settle()
      return { callId, customerLeg }
    },
    phone: (address, manner) => peer.behaves(address, manner),
    callerHangsUp() {
      const caller = peer.calls().findLast(({ direction, state }) => direction === 'out' && state !== 'over')
      if (!caller) throw new Error('nobody calls')
      peer.hangUp(caller)
    },
    settle,
    async ringOut() {
      await clock.advance(RING_MS)
      await settle()
    },
    async restart() {
      await adapter.stop()
      adapter = await start()
      await settle()
    },
    async close() {
      peer.forget()
      await settle()
      await adapter.stop()
    },
  }
}

function callConsoleAsNumber(command: LineCommand): LineCommand {
  if (command.op !== 'dial' || command.to.kind !== 'client') return command
  return { ...command, to: { kind: 'number', address: '+14155550299' } }
}
