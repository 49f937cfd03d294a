import type { Kysely } from 'kysely'
import { z } from 'zod'
import { listRunningSequences } from '#central/calls/journal.ts'
import { createWallClock } from '#central/clock.ts'
import type { Database } from '#central/db/schema.ts'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import { resumeJournal } from '#central/flows/start-flows.ts'
import type { LineCommand, LineEvent, LineLeg, TelephonyAdapter } from '#central/telephony/adapter.ts'
import { createAriClient } from '#central/telephony/asterisk/ari-client.ts'
import { createAsteriskAdapter } from '#central/telephony/asterisk/create-asterisk-adapter.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import type { SipMessage } from '#test/pbx/sip-message.ts'
import type { PeerCall, SipPeer } from '#test/pbx/sip-peer.ts'
import type { Pbx } from '#test/pbx/start-pbx.ts'
import { createTestContext, SUPPORT_NUMBER } from '#test/support/call-floor.ts'
import { planDeliveries, type Trouble } from '#test/support/delivery-trouble.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createLineFloor, giveTelephones, type LineFloor, type LineRig, numberOf } from './line-floor.ts'

/** Consoles are telephones of the peer here, by the number of their agent: how they register is told with a browser. */
function ringAtPeer(command: LineCommand): LineCommand {
  if (command.op !== 'dial' || command.to.kind !== 'client') return command
  return { ...command, to: { kind: 'number', address: numberOf(command.to.address) } }
}

/** What a caller says, and how long one who says nothing stays. */
const CALLER_HZ = 500
const SILENT_MS = 5_000
const MESSAGE_REALLY_MS = 3_000
/** What a person says who picks up, and what a machine does. */
const HELLO_MS = 500
const GREETING_MS = 20_000

/** Nobody is asked for a key any longer. */
const ASKED_MS = 17_000

/** Every floor makes ids of its own: what an earlier one left on this Asterisk is never taken for its own. */
const SEEDS_OF_A_FLOOR = 1_000_000
let floors = 0

/** Longer than any answer of Asterisk takes on a busy machine. */
const RESTLESS_MS = 8_000

type Standing = Pick<LineLeg, 'state' | 'place' | 'muted'>

/**
 * Central on a real Asterisk. Only central's clock is virtual: after every step of it the floor waits until all that
 * Asterisk has done is told. Asterisk's own times are put on the virtual clock, in the order in which they came.
 */
export async function openAsteriskFloor(
  db: Kysely<Database>,
  { pbx, peer }: { pbx: Pbx; peer: SipPeer },
): Promise<LineFloor> {
  floors += 1
  const idleness: { idle?: () => Promise<void> } = {}
  const clock = createTestClock(MORNING, async () => idleness.idle?.())
  await giveTelephones(db)
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const callers = new Map<CallId, PeerCall>()
  const messages = new Map<CallId, number | null>()
  const callOf = new Map<string, CallId>()
  /** for how long who picks up speaks, by their number */
  const speeches = new Map<string, number>()
  const told = new Map<string, Standing>()
  const times = new Map<string, number>()
  /** telephones that are dialled to be asked for a key, and since when this central may ask them */
  const asked = new Map<string, number>()
  const boxes = new Set<string>()
  let trouble: Trouble | null = null
  let arrived: ((callId: CallId) => void) | null = null
  let steps = 0
  /** facts that central has not taken in yet */
  let underWay = 0
  /** commands that the line has not answered yet */
  let sent = 0
  let restedAt = ''
  let isRunning = false
  let adapter: TelephonyAdapter
  let context: Awaited<ReturnType<LineRig['startCentral']>>

  function readTime(timestamp: string): number {
    const known = times.get(timestamp)
    if (known !== undefined) return known
    times.set(timestamp, clock.now())
    return clock.now()
  }

  function note(event: LineEvent): void {
    steps += 1
    answerWords(event)
    if (event.type === 'leg-ended') told.delete(event.legId)
    if (event.type === 'leg') told.set(event.legId, { state: event.state, place: event.place, muted: event.muted })
    if (event.type === 'leg') callOf.set(event.legId, event.callId)
    if (event.type === 'leg' && event.state === 'up') greet(event.legId)
    if (event.type !== 'arrived') return
    told.set(event.legId, { state: 'ringing', place: 'parked', muted: false })
    arrived?.(event.callId)
  }
  /** The caller who is asked for a message: speaks from when they are answered, or leaves then. */
  function answerWords(event: LineEvent): void {
    if (!('callId' in event)) return
    const call = callers.get(event.callId)
    const messageMs = messages.get(event.callId)
    if (call === undefined || messageMs === undefined) return
    if (event.type === 'leg' && event.state === 'up') {
      void whenUp(call, () => (messageMs === null ? peer.hangUp(call) : speakFor(call, messageMs)))
    }
    if (event.type !== 'recording' || event.state !== 'on' || messageMs === null) return
    messages.delete(event.callId)
    // it is told before the beep, and Asterisk keeps nothing that is shorter than a second
    sent += 1
    void waitReally(MESSAGE_REALLY_MS).then(() => {
      sent -= 1
    })
    clock.schedule(messageMs === 0 ? SILENT_MS : messageMs, () => peer.hangUp(call))
  }
  function speakFor(call: PeerCall, ms: number): void {
    if (ms > 0) peer.speak(call, CALLER_HZ)
  }
  /** Whoever is called and has something to say says it when they pick up. */
  function greet(legId: string): void {
    const call = peer.calls().find((one) => one.invite.headers.some(([, value]) => value === legId))
    const ms = call === undefined ? undefined : speeches.get(call.number)
    if (call === undefined || ms === undefined) return
    speakFor(call, CALLER_HZ)
    speeches.delete(call.number)
    setTimeout(() => peer.hush(call), ms)
  }
  /** Central may know that a caller was answered before the caller does. */
  async function whenUp(call: PeerCall, act: () => void): Promise<void> {
    while (call.state === 'inviting' || call.state === 'ringing') await waitReally(2)
    if (call.state === 'up') act()
  }
  async function takeIn(event: LineEvent): Promise<void> {
    note(event)
    underWay += 1
    try {
      await deliver(event)
    } finally {
      underWay -= 1
      steps += 1
    }
  }
  async function deliver(event: LineEvent): Promise<void> {
    for (const delayMs of trouble === null ? [0] : planDeliveries(trouble)) {
      if (delayMs === 0) await applyLineEvent(context, adapter.name, event)
      else clock.schedule(delayMs, () => void applyLineEvent(context, adapter.name, event))
    }
  }

  async function startCentral() {
    const real = createAsteriskAdapter({
      config: { ...pbx.config, detectMachines: true, phones: null },
      clock,
      connectionClock: createWallClock(),
      random: createSeededRandom(29),
      log,
      readTime,
    })
    adapter = {
      ...real,
      do(command) {
        steps += 1
        sent += 1
        if (command.op === 'dial' && command.confirm) asked.set(command.legId, clock.now())
        return real.do(ringAtPeer(command)).finally(() => {
          sent -= 1
        })
      },
    }
    context = createTestContext(db, clock, [adapter], { seed: floors * SEEDS_OF_A_FLOOR + steps })
    await adapter.start(takeIn)
    isRunning = true
    await resumeJournal(context)
    return context
  }

  /** Who picked up is going to press the key; a box is going to be hung up on. */
  function isSomebodyAsked(): boolean {
    return peer.calls().some(({ direction, state, number, invite }) => {
      const legId = readLegId(invite)
      const since = legId === undefined ? undefined : asked.get(legId)
      if (legId === undefined || since === undefined || direction !== 'in' || state !== 'up') return false
      return boxes.has(number) ? clock.now() - since > ASKED_MS : told.get(legId)?.state !== 'up'
    })
  }
  /** Everything that Asterisk holds was told as it is, and no telephone waits for an answer. */
  async function isTold(): Promise<boolean> {
    if (!peer.isIdle() || underWay > 0 || sent > 0 || isSomebodyAsked()) return false
    const legs = await adapter.snapshot()
    const open = peer.calls().filter(({ state }) => state !== 'over').length
    if (legs.length !== told.size || legs.length !== open) return false
    return legs.every(({ legId, state, place, muted }) => {
      const last = told.get(legId)
      return last?.state === state && last.place === place && last.muted === muted
    })
  }
  async function describeUnrest() {
    const busy = { underWay, sent }
    const ends = peer.calls().map(({ direction, state, status }) => `${direction} ${state} ${status}`)
    return { busy, ends, told: [...told.values()], line: await adapter.snapshot() }
  }
  /** Central has told the line all that it has written down to tell it. */
  const isJournalDone = async () => (await listRunningSequences(db, clock.now() + 1)).length === 0

  /** A sequence that waits for the clock, which only the test moves, is at rest too: nothing changes for a while. */
  idleness.idle = async () => {
    let last = ''
    let quiet = 0
    for (const since = performance.now(); isRunning; ) {
      if (performance.now() - since > RESTLESS_MS)
        throw new Error(`the line does not come to rest: ${JSON.stringify(await describeUnrest())}`)
      const now = `${steps} ${peer.packets()}`
      const isDone = underWay === 0 && sent === 0 && (await isJournalDone())
      if (isDone && now === restedAt && !isSomebodyAsked()) return
      quiet = now === last ? quiet + 1 : 0
      last = now
      if ((isDone || quiet > 20) && (await isTold()) && now === `${steps} ${peer.packets()}`) {
        restedAt = now
        return
      }
      await waitReally(5)
    }
  }

  const rig: LineRig = {
    adapter: () => adapter,
    async callIn(from, manner = {}) {
      const call = peer.call(from, SUPPORT_NUMBER)
      const callId = await new Promise<CallId>((resolve) => {
        arrived = (id) => {
          arrived = null
          // at once: what follows from the arrival may be there before it is heard of here
          callers.set(id, call)
          if (manner.messageMs !== undefined) messages.set(id, manner.messageMs)
          resolve(id)
        }
      })
      await idleness.idle?.()
      return callId
    },
    callerHangsUp(callId) {
      const call = callers.get(callId)
      if (!call) throw new Error(`no caller for ${callId}`)
      peer.hangUp(call)
    },
    calledHangsUp(callId, name) {
      const call = peer.calls().find((one) => {
        const legId = readLegId(one.invite)
        const isTheirs = one.direction === 'in' && one.number === numberOf(name)
        return isTheirs && one.state === 'up' && legId !== undefined && callOf.get(legId) === callId
      })
      if (!call) throw new Error(`${name} is not in ${callId}`)
      peer.hangUp(call)
    },
    phone(agent, manner) {
      speeches.delete(numberOf(agent))
      if (manner === 'says-hello') speeches.set(numberOf(agent), HELLO_MS)
      if (manner === 'voicemail') speeches.set(numberOf(agent), GREETING_MS)
      if (manner === 'voicemail') boxes.add(numberOf(agent))
      else boxes.delete(numberOf(agent))
      peer.behaves(numberOf(agent), manner === 'says-hello' ? 'picks-up' : manner)
    },
    agentDrops(callId) {
      const call = peer.calls().find((one) => {
        const legId = readLegId(one.invite)
        return one.direction === 'in' && one.state === 'up' && legId !== undefined && callOf.get(legId) === callId
      })
      if (!call) throw new Error(`no agent in ${callId}`)
      peer.hangUp(call)
    },
    colleagueDrops: (callId, name) => rig.calledHangsUp(callId, name),
    suffer: (shares) => {
      trouble = { ...shares, clock, random: createSeededRandom(13) }
    },
    async idle() {
      // what follows from a command begins after it: nothing of it may have reached the line yet
      for (let turn = 0; turn < 3; turn += 1) {
        await waitReally(1)
        await context.sequencer.idle()
      }
      await idleness.idle?.()
    },
    async stopCentral() {
      await idleness.idle?.()
      isRunning = false
      await adapter.stop()
    },
    async startCentral() {
      told.clear()
      for (const legId of asked.keys()) asked.set(legId, clock.now())
      return startCentral()
    },
    async close() {
      trouble = { late: 0, lateByMs: 0, doubled: 0, swallowed: 1, clock, random: createSeededRandom(1) }
      peer.forget()
      for (let rounds = 0; (await adapter.snapshot()).length > 0; rounds += 1) {
        if (rounds > 200) throw new Error('calls outlived their test')
        await waitReally(10)
      }
      await adapter.stop()
      await forgetRecordings()
    },
  }

  /** What is left of a test is no other's. */
  async function forgetRecordings() {
    const ari = createAriClient({ ...pbx.config, detectMachines: true, phones: null })
    for (const { name } of await ari.read('/recordings/stored', z.array(z.object({ name: z.string() })))) {
      await ari.delete(`/recordings/stored/${encodeURIComponent(name)}`)
    }
  }

  context = await startCentral()
  return createLineFloor({ rig, clock, db, context })
}

function readLegId({ headers }: SipMessage): string | undefined {
  return headers.find(([name]) => name === 'X-Leg-Id')?.[1]
}

function waitReally(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
