import type { Transaction } from 'kysely'
import { appendEvents, type NewEvent } from '#central/db/event-log.ts'
import { isLostToAnother } from '#central/db/lost-race.ts'
import type { Database } from '#central/db/schema.ts'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import type { FlowContext } from './flow-context.ts'

export type { FlowContext } from './flow-context.ts'

/** One transaction in progress. Everything a flow does to the database goes through `tx`, never the outer db. */
export type Flow = {
  context: FlowContext
  tx: Transaction<Database>
  /** central's time of this flow, the same for all it writes */
  now: number
  newId(): string
  /** this agent's log gets the event at the end of the transaction, in the order of the calls */
  emit(userId: UserId, event: DeskEvent): Promise<void>
  /** runs once the transaction is durable; its failure is logged and undoes nothing */
  afterCommit(effect: () => void | Promise<void>): void
}

/** Thrown inside a flow when a row moved between reading and writing it: the flow runs again from its beginning. */
class StaleRow extends Error {}

const MAX_ATTEMPTS = 20

/**
 * Runs `work` as one transaction, appends what it emitted, and after the commit publishes to the agents concerned.
 * A lost race (StaleRow, PostgreSQL's deadlock and serialization failures) runs it again, so `work` must have no
 * effect outside `tx` but through `afterCommit`. Throws what `work` throws, with nothing written.
 */
export async function runFlow<T>(context: FlowContext, work: (flow: Flow) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { result, events, effects } = await runOnce(context, work)
      if (events.length > 0) context.publish([...new Set(events.map((entry) => entry.userId))], events)
      for (const effect of effects) startEffect(context, effect)
      return result
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isLostRace(error)) throw error
    }
  }
}

async function runOnce<T>(context: FlowContext, work: (flow: Flow) => Promise<T>) {
  const events: NewEvent[] = []
  const effects: (() => void | Promise<void>)[] = []
  const done = await context.db.transaction().execute(async (tx) => {
    const now = context.clock.now()
    await context.guard?.begin(tx)
    const value = await work({
      context: context.guard?.plain ?? context,
      tx,
      now,
      newId: context.newId,
      emit: async (userId, event) => void events.push({ userId, event }),
      afterCommit: (effect) => void effects.push(effect),
    })
    const appended = events.length > 0 ? await appendEvents(tx, events, now) : []
    await context.guard?.end(tx)
    return { value, appended }
  })
  return { result: done.value, events: done.appended, effects }
}

function startEffect(context: FlowContext, effect: () => void | Promise<void>): void {
  const fail = (error: unknown) => context.log.error({ err: error }, 'work after a commit failed')
  context.sequencer.track(Promise.resolve().then(effect).catch(fail))
}

export function isLostRace(error: unknown): boolean {
  return error instanceof StaleRow || isLostToAnother(error)
}
