import type { Kysely } from 'kysely'
import type { Sequence } from '#central/calls/journal.ts'
import type { AppendedEvent } from '#central/db/event-log.ts'
import type { Executor } from '#central/db/executor.ts'
import type { Database } from '#central/db/schema.ts'
import type { LineAnswer, LineCommand, TelephonyAdapter } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import type { DueHint } from './due-hint.ts'
import type { Sequencer } from './sequencer.ts'

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

/** Stands around every transaction of a command: what `begin` or `end` throws undoes all of it. */
export type FlowGuard = {
  /** for what follows from the command and is not the desk's doing any more */
  plain: FlowContext
  begin(tx: Executor): Promise<void>
  end(tx: Executor): Promise<void>
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
