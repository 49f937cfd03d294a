import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import { findFreePort } from '#test/e2e/support/free-port.ts'
import { QUIET_DEMO } from '#test/support/demo-central.ts'
import { createKillableCentral } from '#test/support/faults/killable-central.ts'
import { describeOnPbx } from './describe-on-pbx.ts'
import { type Seat as DeskSeat, seatDesks } from './seat-desks.ts'
import type { PeerCall, SipPeer } from './sip-peer.ts'

const CALLS = 10
const NUMBER = '+12025550190'
/** How soon every desk shows the truth, counted from when central serves again; a small run shares its machine. */
const GOAL_MS = process.env.RINGDESK_TEST_SIZE === 'full' ? 5_000 : 8_000
const PATIENCE = { timeout: 30_000, interval: 20 }

type Seat = DeskSeat & { caller: PeerCall | null }

await describeOnPbx('central is killed under ten calls on a real Asterisk', (world) => {
  let folder: string
  let peer: SipPeer
  let central: ReturnType<typeof createKillableCentral>
  let centralUrl: string
  const seats: Seat[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ringdesk-central-killed-'))
    peer = world().peer
    const { config } = world().pbx
    const port = await findFreePort()
    const databaseUrl = `sqlite:${join(folder, 'central.sqlite')}`
    centralUrl = `http://127.0.0.1:${port}`
    central = createKillableCentral([`--data-dir=${folder}`, `--central-port=${port}`, ...QUIET_DEMO], {
      ...{ DATABASE_URL: databaseUrl, RINGDESK_LOG_LEVEL: 'warn', ASTERISK_TRUNK: config.trunk },
      ...{ ASTERISK_ARI_URL: config.url, ASTERISK_ARI_USER: config.user, ASTERISK_APP: config.app },
      ...{ ASTERISK_ARI_PASSWORD: config.password },
    })
    await central.start()
    const hired = await seatDesks({ folder, centralUrl, databaseUrl }, { count: CALLS, number: NUMBER })
    seats.push(...hired.map((seat) => ({ ...seat, caller: null })))
  }, 120_000)
  afterAll(async () => {
    for (const { desk } of seats) await desk.stop()
    peer?.forget()
    await central?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const steer = async ({ desk }: Seat, command: LiveCommand) =>
    expect(await desk.send({ kind: 'live', command }), command.type).toEqual({ ok: true })
  const position = async ({ desk }: Seat) => (await desk.snapshot()).projection
  const phoneOf = ({ phone }: Seat) => peer.calls().find(({ number, state }) => number === phone && state === 'up')
  const isTalking = async (seat: Seat) => {
    const [live] = (await position(seat)).calls
    const isJoined = live?.call.legs.every(({ state, place }) => state === 'up' && place === 'bridge') ?? false
    return live !== undefined && live.call.answeredAt !== null && live.call.legs.length === 2 && isJoined
  }

  it('each agent answers a caller', async () => {
    for (const [index, seat] of seats.entries()) {
      await expect.poll(() => seat.desk.linkStatus().kind, PATIENCE).toBe('online')
      await steer(seat, { type: 'agent.set-state', state: { kind: 'available' } })
      seat.caller = peer.call(`+1555000100${index}`, NUMBER)
      await expect.poll(async () => (await position(seat)).offer, PATIENCE).not.toBeNull()
      const offerId = (await position(seat)).offer?.facts.offerId
      if (!offerId) throw new Error('the offer is gone')
      await steer(seat, { type: 'call.answer', offerId })
      await expect.poll(() => isTalking(seat), PATIENCE).toBe(true)
    }
  })

  it('no call drops, and every desk shows the truth within seconds of its return', async () => {
    await central.kill()
    const [leaver, dropped, ...rest] = seats
    if (!leaver?.caller || !dropped) throw new Error('nobody is there')
    peer.hangUp(leaver.caller)
    const droppedPhone = phoneOf(dropped)
    if (!droppedPhone) throw new Error('no telephone')
    peer.hangUp(droppedPhone)
    await expect.poll(() => peer.isIdle(), PATIENCE).toBe(true)
    expect(rest.map(({ caller }) => caller?.state)).toEqual(rest.map(() => 'up'))
    await central.start()
    const served = performance.now()
    await expect.poll(async () => (await position(leaver)).wrapUps.length, PATIENCE).toBe(1)
    await expect.poll(async () => (await position(dropped)).calls.length, PATIENCE).toBe(0)
    for (const seat of rest) {
      await expect.poll(() => seat.desk.linkStatus().kind, PATIENCE).toBe('online')
      expect(await isTalking(seat)).toBe(true)
    }
    const tookMs = performance.now() - served
    console.info(`${CALLS} calls, central killed: every desk showed the truth after ${Math.round(tookMs)} ms`)
    expect(tookMs).toBeLessThan(GOAL_MS)
    expect(dropped.caller?.state).toBe('up')
    expect(rest.map((seat) => [seat.caller?.state, phoneOf(seat)?.state])).toEqual(rest.map(() => ['up', 'up']))
    // and each can still be ended by its agent
    for (const seat of rest) {
      const callId = (await position(seat)).calls[0]?.call.callId
      if (!callId) throw new Error('no call')
      await steer(seat, { type: 'call.hang-up', callId })
    }
    await expect.poll(() => rest.every(({ caller }) => caller?.state === 'over'), PATIENCE).toBe(true)
  })
})
