import type { Kysely } from 'kysely'
import type { Sequence } from '#central/calls/journal.ts'
import type { AppendedEvent } from '#central/db/event-log.ts'
import type { Database } from '#central/db/schema.ts'
import type { LineAnswer, LineCommand, TelephonyAdapter } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import type { DueHint } from './due-hint.ts'
import type { FlowGuard } from './fence-flow.ts'

/** What flows need of a log; pino fits. Fields hold ids and codes, never personal data. */
export type Logger = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** The lines by their name, as boot opened them. */
export type LineDirectory = {
  get(name: string): TelephonyAdapter | undefined
  all(): readonly TelephonyAdapter[]
}

/** Everything a flow is given. Boot makes one, tests make one each. */
export type FlowContext = {
  db: Kysely<Database>
  clock: Clock
  random: Random
  /** UUIDv7 from the clock and the dice */
  newId(): string
  /** after commit: these agents' logs have grown, by these events */
  publish(userIds: readonly UserId[], events: readonly AppendedEvent[]): void
  lines: LineDirectory
  log: Logger
  /** ISO 3166-1 alpha-2: for numbers that come without a country */
  region: string
  /** line commands of one call, one after the other */
  sequencer: Sequencer
  /** that something will be due, for the look that would come later */
  due: DueHint
  /** around the transactions of a command: only while its desk holds the agent's place */
  guard?: FlowGuard
  /** sends a journalled sequence to its line; resolves when it is over and what follows from it is written */
  runSequence(sequence: Sequence): Promise<SequenceResult>
}

/** How a sequence ended: at which command, and what the line said. */
export type SequenceResult = { ok: true } | { ok: false; failure: LineFailure; command: LineCommand }
export type LineFailure = Extract<LineAnswer, { ok: false }>

/**
 * Runs work of one call strictly in the order it was asked for, so that a hold and the resume after it cannot
 * overtake each other on their way to the provider. Holds nothing that the journal does not know.
 */
export type Sequencer = {
  run<T>(callId: string, work: () => Promise<T>): Promise<T>
  /** counts work that nobody awaits, so that `idle` waits for it */
  track(work: Promise<unknown>): void
  /** resolves when nothing is running: for an orderly stop, and for tests */
  idle(): Promise<void>
}

export function createSequencer(): Sequencer {
  const tails = new Map<string, Promise<unknown>>()
  const tracked = new Set<Promise<unknown>>()
  return {
    run(callId, work) {
      const result = (tails.get(callId) ?? Promise.resolve()).then(work)
      const tail = result.then(
        () => undefined,
        // the caller of run() is told; the next in line only needs to know that this one is over
        () => undefined,
      )
      tails.set(callId, tail)
      void tail.then(() => {
        if (tails.get(callId) === tail) tails.delete(callId)
      })
      return result
    },
    track(work) {
      tracked.add(work)
      const forget = () => void tracked.delete(work)
      void work.then(forget, forget)
    },
    async idle() {
      while (tails.size + tracked.size > 0) await Promise.allSettled([...tails.values(), ...tracked])
    },
  }
}
