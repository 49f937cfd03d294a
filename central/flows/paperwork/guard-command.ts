import { sql } from 'kysely'
import { isLostToAnother } from '#central/db/lost-race.ts'
import { isStorageTrouble } from '#central/db/storage-trouble.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { reject, type Verdict } from './batch.ts'

/**
 * Runs a command that reaches into other parts of the service behind a savepoint: a bug in one of them is logged and
 * rejects this command, undoing its rows and events, and the rest of the batch goes on. A lost race is passed up,
 * for the whole batch to run again; so is a full disk, which says nothing about the command.
 */
export async function guardCommand(flow: Flow, work: (guarded: Flow) => Promise<Verdict>): Promise<Verdict> {
  const events: { userId: UserId; event: DeskEvent }[] = []
  const effects: (() => void | Promise<void>)[] = []
  await sql`savepoint paperwork`.execute(flow.tx)
  try {
    const verdict = await work({
      ...flow,
      emit: async (userId, event) => void events.push({ userId, event }),
      afterCommit: (effect) => void effects.push(effect),
    })
    if (verdict.result === 'rejected') return await undo(flow, verdict)
    await sql`release savepoint paperwork`.execute(flow.tx)
    for (const { userId, event } of events) await flow.emit(userId, event)
    for (const effect of effects) flow.afterCommit(effect)
    return verdict
  } catch (error) {
    if (isLostToAnother(error) || isStorageTrouble(error)) throw error
    flow.context.log.error({ err: error }, 'a paperwork command failed')
    return undo(flow, reject('internal'))
  }
}

async function undo(flow: Flow, verdict: Verdict): Promise<Verdict> {
  await sql`rollback to savepoint paperwork`.execute(flow.tx)
  await sql`release savepoint paperwork`.execute(flow.tx)
  return verdict
}
