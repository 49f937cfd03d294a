import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Scenario } from '#bench/lib/scenario.ts'
import { median, percentile } from '#bench/lib/statistics.ts'
import { findTcpPort } from '#test/pbx/free-ports.ts'
import { type Seat, seatDesks } from '#test/pbx/seat-desks.ts'
import { openSipPeer, type PeerCall, type SipPeer } from '#test/pbx/sip-peer.ts'
import { findPbxLack, type Pbx, startPbx } from '#test/pbx/start-pbx.ts'
import { QUIET_DEMO } from '#test/support/demo-central.ts'
import { createKillableCentral } from '#test/support/faults/killable-central.ts'
import { type Heard, listenBare } from './listen-bare.ts'
import { type Seen, workSeats } from './work-seats.ts'

const NUMBER = '+12025550190'
const SEATS = 20
const PER_SECOND = 2
/** so that with two calls a second all twenty are in a call */
const TALK_MS = 9_500
const GOAL_P95_MS = 200
const CALLER_HZ = 500
/** Nobody writes anything up here: an agent is free for the next caller at once. */
const rules = { wrapUpMs: 0, wrapUpExtensions: 0, dispositionRequired: false }

/** Real calls through a real Asterisk and the whole of central, at every desk's side. Throws when one was lost. */
export const calls: Scenario = {
  about: '20 simultaneous real calls at 2 a second on a real Asterisk: none lost, and how late a desk hears of it',
  async run({ quick, say }) {
    const lack = await findPbxLack()
    if (lack !== null) {
      say(`calls: skipped, ${lack}`)
      return []
    }
    const folder = await mkdtemp(join(tmpdir(), 'ringdesk-bench-calls-'))
    const peer = await openSipPeer()
    const pbx = await startPbx({ peerPort: peer.port })
    peer.connect(pbx.sipPort)
    const { central, seats } = await startSite(folder, pbx)
    const bare = await listenBare(pbx.config)
    const { seen, stop } = workSeats(seats)
    try {
      for (const { desk } of seats) await goAvailable(desk)
      const { placed, most } = await placeCalls(peer, quick ? 20 : 60 * PER_SECOND)
      // the last words of Asterisk and of central
      await wait(3_000)
      const lost = placed.filter((call) => call.status !== 200 || !seen.ended.has(call.number))
      if (lost.length > 0) throw new Error(`${lost.length} of ${placed.length} calls were lost`)
      say(`${placed.length} calls, ${most} at once, ${PER_SECOND} a second; none lost, ${seen.answered} answered`)
      tell(say, seen, bare)
    } finally {
      stop()
      bare.stop()
      for (const { desk } of seats) await desk.stop()
      peer.forget()
      await central.stop()
      await pbx.stop()
      await peer.close()
      await rm(folder, { recursive: true, force: true })
    }
    return []
  },
}

async function startSite(folder: string, pbx: Pbx) {
  const port = await findTcpPort()
  const databaseUrl = `sqlite:${join(folder, 'central.sqlite')}`
  const centralUrl = `http://127.0.0.1:${port}`
  const central = createKillableCentral([`--data-dir=${folder}`, `--central-port=${port}`, ...QUIET_DEMO], {
    ...{ DATABASE_URL: databaseUrl, RINGDESK_LOG_LEVEL: 'warn', ASTERISK_TRUNK: pbx.config.trunk },
    ...{ ASTERISK_ARI_URL: pbx.config.url, ASTERISK_ARI_USER: pbx.config.user, ASTERISK_APP: pbx.config.app },
    ...{ ASTERISK_ARI_PASSWORD: pbx.config.password },
  })
  await central.start()
  const seats = await seatDesks({ folder, centralUrl, databaseUrl }, { count: SEATS, number: NUMBER, rules })
  return { central, seats }
}

async function goAvailable(desk: Seat['desk']): Promise<void> {
  while (desk.linkStatus().kind !== 'online') await wait(20)
  const answer = await desk.send({
    kind: 'live',
    command: { type: 'agent.set-state', state: { kind: 'available' } },
  })
  if (!answer.ok) throw new Error(`an agent cannot begin: ${answer.refusal.code}`)
}

/** Callers, one after the other, who speak for a while and hang up; `most`: who talked at the same time. */
async function placeCalls(peer: SipPeer, count: number): Promise<{ placed: PeerCall[]; most: number }> {
  const placed: PeerCall[] = []
  const talks: Promise<void>[] = []
  let most = 0
  for (let index = 0; index < count; index += 1) {
    const call = peer.call(`+1555000${1_000 + index}`, NUMBER)
    placed.push(call)
    talks.push(talk(peer, call))
    await wait(1_000 / PER_SECOND)
    most = Math.max(most, placed.filter(({ state }) => state === 'up').length)
  }
  await Promise.all(talks)
  return { placed, most }
}

async function talk(peer: SipPeer, call: PeerCall): Promise<void> {
  while (call.state === 'inviting' || call.state === 'ringing') await wait(20)
  if (call.state !== 'up') return
  peer.speak(call, CALLER_HZ)
  await wait(TALK_MS)
  peer.hangUp(call)
}

function tell(
  say: (text: string) => void,
  seen: Seen,
  bare: { arrived: Map<string, Heard>; ended: Map<string, Heard> },
) {
  const lags = {
    'a caller is there → the desk rings': compare(bare.arrived, seen.offered),
    'the caller hangs up → the desk knows': compare(bare.ended, seen.ended),
  }
  const print = (values: readonly number[]) =>
    [0.5, 0.95, 0.99].map((share) => `${percentile(values, share).toFixed(0)} ms`).join(' | ')
  say('| from Asterisk to | bare listener p50 | p95 | p99 | desk p50 | p95 | p99 | ratio at p50 |')
  say('| --- | --- | --- | --- | --- | --- | --- | --- |')
  for (const [what, { floor, ours }] of Object.entries(lags)) {
    const ratio = median(ours) / Math.max(1, median(floor))
    say(`| ${what} | ${print(floor)} | ${print(ours)} | ${ratio.toFixed(1)} |`)
    if (percentile(ours, 0.95) >= GOAL_P95_MS) say(`MISSED: p95 is to be below ${GOAL_P95_MS} ms`)
  }
}

/** Both in ms since it happened, by Asterisk's clock, which counts whole ms. */
function compare(bare: Map<string, Heard>, ours: Map<string, number>): { floor: number[]; ours: number[] } {
  const both = [...bare].flatMap(([number, heard]) => {
    const at = ours.get(number)
    return at === undefined ? [] : [{ ...heard, at }]
  })
  return {
    floor: both.map(({ happenedAt, heardAt }) => heardAt - happenedAt),
    ours: both.map(({ happenedAt, at }) => at - happenedAt),
  }
}
