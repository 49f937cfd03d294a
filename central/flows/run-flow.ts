import type { Transaction } from 'kysely'
import { appendEvents, type NewEvent } from '#central/db/event-log.ts'
import { runTransaction } from '#central/db/run-transaction.ts'
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

/**
 * Runs `work` as one transaction, appends what it emitted, and after the commit publishes to the agents concerned.
 * A race that was lost runs it again, so `work` must have no effect outside `tx` but through `afterCommit`. Throws what
 * `work` throws, with nothing written.
 */
export async function runFlow<T>(context: FlowContext, work: (flow: Flow) => Promise<T>): Promise<T> {
  const { value, events, effects } = await runTransaction(context.db, async (tx) => {
    const emitted: NewEvent[] = []
    const effects: (() => void | Promise<void>)[] = []
    const now = context.clock.now()
    await context.guard?.begin(tx)
    const value = await work({
      context: context.guard?.plain ?? context,
      tx,
      now,
      newId: context.newId,
      emit: async (userId, event) => void emitted.push({ userId, event }),
      afterCommit: (effect) => void effects.push(effect),
    })
    const events = emitted.length > 0 ? await appendEvents(tx, emitted, now) : []
    await context.guard?.end(tx)
    return { value, events, effects }
  })
  if (events.length > 0) context.publish([...new Set(events.map((entry) => entry.userId))], events)
  for (const effect of effects) startEffect(context, effect)
  return value
}

function startEffect(context: FlowContext, effect: () => void | Promise<void>): void {
  const fail = (error: unknown) => context.log.error({ err: error }, 'work after a commit failed')
  context.sequencer.track(Promise.resolve().then(effect).catch(fail))
}
