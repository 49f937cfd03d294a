import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Central } from '#central/boot.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { startDemoCentral } from '#test/support/demo-central.ts'
import { describeOnPbx } from './describe-on-pbx.ts'
import { findUdpPort } from './free-ports.ts'
import { runSipp, type SippRun } from './run-sipp.ts'
import { type Seat, seatDesks } from './seat-desks.ts'
import { PEER_HOST } from './sip-message.ts'

const PATIENCE = { timeout: 30_000, interval: 20 }
/** how long a caller stays: long enough for what shall happen meanwhile on a busy machine */
const STAYS_MS = 10_000

/** One agent alone in a queue with a number of its own, whom one caller abuses. */
type Corner = Seat & { number: string; caller: string }

/**
 * SIP as it should not be, by `sipp`, to the whole of central. After each scenario nothing is left on the line, the
 * agent is available, and each dialog is one interaction. All at once: each has an agent of its own.
 */
await describeOnPbx('sipp at the far end of a real Asterisk', (world) => {
  let folder: string
  let databaseUrl: string
  let central: Central
  const corners: Corner[] = []
  let serial = 0

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ringdesk-sipp-abuse-'))
    databaseUrl = `sqlite:${join(folder, 'central.sqlite')}`
    const { url, user, password, app, trunk } = world().pbx.config
    const line = { ASTERISK_ARI_URL: url, ASTERISK_ARI_USER: user, ASTERISK_ARI_PASSWORD: password }
    central = await startDemoCentral(folder, {
      env: { DATABASE_URL: databaseUrl, ASTERISK_APP: app, ASTERISK_TRUNK: trunk, ...line },
    })
  })
  afterAll(async () => {
    for (const { desk } of corners) await desk.stop()
    await central?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function openCorner(): Promise<Corner> {
    const first = serial
    serial += 1
    const number = `+120255502${10 + first}`
    const site = { folder, centralUrl: central.url, databaseUrl }
    const [seat] = await seatDesks(site, { first, count: 1, number, rules: { wrapUpMs: 0, offerMs: 60_000 } })
    if (!seat) throw new Error('nobody sits there')
    const corner = { ...seat, number, caller: `+155500010${10 + first}` }
    corners.push(corner)
    await vi.waitFor(async () => expect(corner.desk.linkStatus().kind).toBe('online'), PATIENCE)
    await steer(corner, { type: 'agent.set-state', state: { kind: 'available' } })
    return corner
  }
  const position = async ({ desk }: Corner) => (await desk.snapshot()).projection
  const steer = async ({ desk }: Corner, command: LiveCommand) =>
    expect(await desk.send({ kind: 'live', command }), command.type).toEqual({ ok: true })
  const sipp = (corner: Corner, run: Omit<SippRun, 'sipPort' | 'number'>) =>
    runSipp({
      ...{ ...run, sipPort: world().pbx.sipPort, number: corner.number },
      words: { caller: corner.caller, ...run.words },
    })
  async function accept(corner: Corner): Promise<void> {
    await vi.waitFor(async () => expect((await position(corner)).offer).not.toBeNull(), PATIENCE)
    const offerId = (await position(corner)).offer?.facts.offerId
    if (!offerId) throw new Error('the offer is gone')
    await steer(corner, { type: 'call.answer', offerId })
  }
  async function talk(corner: Corner): Promise<CallId> {
    await accept(corner)
    await vi.waitFor(
      async () => expect((await position(corner)).calls[0]?.call.answeredAt ?? null).not.toBeNull(),
      PATIENCE,
    )
    const [live] = (await position(corner)).calls
    if (!live) throw new Error('the call is gone')
    return live.call.callId
  }
  /** From now on the agent's telephone is at a port of sipp. */
  async function takePhone({ userId }: Corner): Promise<number> {
    const port = await findUdpPort()
    const line = `sip:phone@${PEER_HOST}:${port}`
    await central.context.db.updateTable('user').set({ line }).where('id', '=', userId).execute()
    return port
  }
  const callsOf = ({ caller }: Corner) =>
    central.context.db.selectFrom('call').selectAll().where('caller_number', '=', caller).execute()
  function snapshot() {
    const line = central.lines.get('asterisk')
    if (!line) throw new Error('central has no Asterisk')
    return line.snapshot()
  }
  async function legsOf(corner: Corner): Promise<string[]> {
    const callIds: string[] = (await callsOf(corner)).map(({ id }) => id)
    return (await snapshot()).flatMap(({ callId, legId }) => (callIds.includes(callId) ? [legId] : []))
  }
  /** The line has nothing of it left, its dialogs are one interaction each, and the agent can take the next call. */
  async function expectClean(corner: Corner, dialogs = 1): Promise<void> {
    await vi.waitFor(async () => expect(await legsOf(corner)).toEqual([]), PATIENCE)
    const ended = Array.from({ length: dialogs }, () => 'ended')
    await vi.waitFor(async () => expect((await callsOf(corner)).map(({ state }) => state)).toEqual(ended), PATIENCE)
    const { db } = central.context
    expect(await db.selectFrom('interaction').selectAll().where('number', '=', corner.caller).execute()).toHaveLength(
      dialogs,
    )
    await vi.waitFor(async () => expect((await position(corner)).state.kind).toBe('available'), PATIENCE)
  }

  it.concurrent('a caller who never confirms the answer is let go by Asterisk', async () => {
    const corner = await openCorner()
    await sipp(corner, { scenario: 'caller-never-confirms' })
    await expectClean(corner)
  })

  it.concurrent('a caller who takes the call back at once', async () => {
    const corner = await openCorner()
    await sipp(corner, { scenario: 'caller-cancels', calls: 10 })
    // one that was gone before Asterisk could tell of it was never there
    const dialogs = new Set((await callsOf(corner)).map(({ vendor_id }) => vendor_id)).size
    expect(dialogs).toBeLessThanOrEqual(10)
    await expectClean(corner, dialogs)
  })

  it.concurrent.each([
    ['486 Busy Here', 0],
    ['603 Decline', 0],
    ['480 Temporarily Unavailable', 1_000],
  ])('an agent’s telephone that answers %s after %i ms', async (refusal, pauseMs) => {
    const corner = await openCorner()
    const port = await takePhone(corner)
    const phone = sipp(corner, { scenario: 'phone-refuses', port, pauseMs, words: { refusal } })
    const caller = sipp(corner, { scenario: 'caller', pauseMs: STAYS_MS })
    await Promise.all([phone, caller, accept(corner)])
    // a telephone that does not take what its agent has accepted: the next call goes to another agent
    await vi.waitFor(
      async () => expect((await position(corner)).state).toMatchObject({ kind: 'not_ready', reason: 'no_answer' }),
      PATIENCE,
    )
    await steer(corner, { type: 'agent.set-state', state: { kind: 'available' } })
    await expectClean(corner)
  })

  it.concurrent('an agent’s telephone that rings when the caller hangs up is called off', async () => {
    const corner = await openCorner()
    const port = await takePhone(corner)
    const phone = sipp(corner, { scenario: 'phone-rings', port })
    const caller = sipp(corner, { scenario: 'caller', pauseMs: STAYS_MS })
    await Promise.all([phone, caller, accept(corner)])
    await expectClean(corner)
  })

  it.concurrent('a far end that puts us on hold and comes back', async () => {
    const corner = await openCorner()
    const caller = sipp(corner, { scenario: 'caller-holds', pauseMs: STAYS_MS / 2 })
    await Promise.all([caller, talk(corner)])
    await expectClean(corner)
    // it is their hold, not ours: nobody's time on hold
    expect((await callsOf(corner))[0]?.held_ms).toBeLessThan(1_000)
  })

  it.concurrent('both ends hang up in the same moment', async () => {
    const corner = await openCorner()
    const caller = sipp(corner, { scenario: 'caller-crosses' })
    const agent = talk(corner).then((callId) => steer(corner, { type: 'call.hang-up', callId }))
    await Promise.all([caller, agent])
    await expectClean(corner)
  })

  it.concurrent('an INVITE that the network delivers again, before and after the answer, is one call', async () => {
    const corner = await openCorner()
    const caller = sipp(corner, { scenario: 'caller-doubled', pauseMs: STAYS_MS })
    await Promise.all([caller, talk(corner)])
    await expectClean(corner)
  })

  it.concurrent('an INVITE that comes by two ways is one call, and the copy is answered 482', async () => {
    const corner = await openCorner()
    const caller = sipp(corner, { scenario: 'caller-forked', pauseMs: STAYS_MS })
    await Promise.all([caller, talk(corner)])
    await expectClean(corner)
  })

  it.concurrent('garbage is no call and harms none', async () => {
    const corner = await openCorner()
    const caller = sipp(corner, { scenario: 'caller', pauseMs: STAYS_MS })
    const agent = talk(corner).then(async (callId) => {
      await sipp(corner, { scenario: 'garbage' })
      expect((await position(corner)).calls.map(({ call }) => call.callId)).toEqual([callId])
    })
    await Promise.all([caller, agent])
    await expectClean(corner)
  })

  it('nothing is left on the line, and everybody is available', async () => {
    expect(await snapshot()).toEqual([])
    for (const corner of corners) expect((await position(corner)).state.kind).toBe('available')
  })
})
