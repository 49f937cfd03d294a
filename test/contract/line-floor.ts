import type { Kysely } from 'kysely'
import type { Database } from '#central/db/schema.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { settleRecordings } from '#central/flows/recording/settle-recordings.ts'
import { runTimers } from '#central/flows/run-timers.ts'
import { sweepCalls } from '#central/flows/sweep-calls.ts'
import type { TelephonyAdapter } from '#central/telephony/adapter.ts'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import type { LoggedLine, TestAgent } from '#test/support/call-floor.ts'

/** Sooner than any line has said its words before a message. */
export const IN_THE_WORDS_MS = 1_000

/** `says-hello`: picks up, says so and waits. `voicemail`: a machine picks up, speaks and presses nothing. */
export type PhoneManner = 'picks-up' | 'says-hello' | 'never' | 'busy' | 'unreachable' | 'rejects' | 'voicemail'
type TroubleShares = { late: number; lateByMs: number; doubled: number; swallowed: number }

/** One provider with people on its telephones: what every adapter's scenario needs of it. */
export type LineRig = {
  /** the adapter of the running process */
  adapter(): TelephonyAdapter
  /**
   * Somebody dials the service number; resolves when the call has reached the provider. `messageMs`: how long they speak
   * after the beep when they are asked for a message, and then hang up; null: they hang up during the words.
   */
  callIn(from: string | null, manner?: { messageMs?: number | null }): Promise<CallId>
  callerHangsUp(callId: CallId): void
  /** how this agent's telephone behaves from now on */
  phone(agent: string, manner: PhoneManner): void
  /** somebody whom we called hangs up */
  calledHangsUp(callId: CallId, name: string): void
  /** the agent's telephone loses its line */
  agentDrops(callId: CallId): void
  /** the telephone of this supervisor, or of this colleague who is asked, does */
  colleagueDrops(callId: CallId, name: string): void
  suffer(trouble: TroubleShares): void
  /** resolves when nothing is under way between provider and central */
  idle(): Promise<void>
  /** lets go of the adapter; the provider and its calls go on */
  stopCentral(): Promise<void>
  /** a new process: the adapter knows nothing but what is durable */
  startCentral(): Promise<FlowContext & { logged: LoggedLine[] }>
  close(): Promise<void>
}

/** Central's calls on one line: time passes with timers, leases and sweeper served as a running central does. */
export function createLineFloor(parts: {
  rig: LineRig
  clock: VirtualClock
  db: Kysely<Database>
  context: FlowContext & { logged: LoggedLine[] }
}) {
  const { rig, clock, db } = parts
  let { context } = parts
  let suspects = new Map<string, number>()
  let sweptAt = clock.now()

  async function sweepWhenDue(): Promise<void> {
    if (clock.now() - sweptAt < 10_000) return
    sweptAt = clock.now()
    await sweepCalls(context, rig.adapter(), suspects)
    await settleRecordings(context, rig.adapter().name)
  }
  async function renewLeases(): Promise<void> {
    await db
      .updateTable('agent')
      .set({ lease_expires_at: clock.now() + 10_000 })
      .where('state', 'not in', ['offline', 'unreachable'])
      .execute()
  }

  async function pass(ms: number): Promise<void> {
    const end = clock.now() + ms
    while (clock.now() < end) {
      await clock.advance(Math.min(250, end - clock.now()))
      await renewLeases()
      await runTimers(context)
      await sweepWhenDue()
      await rig.idle()
    }
    const errors = context.logged.filter((line) => line.level === 'error')
    if (errors.length > 0) throw new Error(`central logged errors: ${JSON.stringify(errors)}`)
  }

  return {
    rig,
    clock,
    db,
    context: () => context,
    pass,
    settle: () => rig.idle(),
    /** Somebody calls, this agent is offered the call and takes it; `ms` later they talk. */
    async takeCall(agent: TestAgent, from: string | null, ms = 1_000): Promise<CallId> {
      const callId = await rig.callIn(from)
      await rig.idle()
      const { offer } = await agent.latest('call.offered')
      const answer = await agent.do({ type: 'call.answer', offerId: offer.offerId })
      if (!answer.ok) throw new Error(`the call was not to be had: ${answer.refusal.code}`)
      await pass(ms)
      return callId
    },
    async restartCentral(whileAway: () => void = () => {}): Promise<void> {
      await rig.stopCentral()
      whileAway()
      context = await rig.startCentral()
      suspects = new Map()
      await rig.idle()
    },
  }
}

export type LineFloor = ReturnType<typeof createLineFloor>

/** The telephone of an agent of these tests: a number, so that it has to confirm. */
export function numberOf(agent: string): string {
  const digits = [...agent].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 10_000
  return `+1415556${String(digits).padStart(4, '0')}`
}

/** Gives every agent their telephone; answers the numbers. */
export async function giveTelephones(db: Kysely<Database>): Promise<string[]> {
  const users = await db.selectFrom('user').select('id').execute()
  for (const { id } of users) {
    const line = `number:${numberOf(id)}`
    await db.updateTable('user').set({ line }).where('id', '=', id).execute()
  }
  return users.map(({ id }) => numberOf(id))
}
