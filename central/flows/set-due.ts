import { addTimer, setTimer, type Timer } from '#central/db/timers.ts'
import type { Flow } from './run-flow.ts'

/** Sets the one timer of this kind and subject in this transaction, or moves it. */
export async function setDue(flow: Flow, kind: Timer['kind'], subjectId: string, dueAt: number): Promise<void> {
  await setTimer(flow.tx, { id: flow.newId(), kind, subjectId, dueAt, now: flow.now })
  flow.afterCommit(() => flow.context.due.lower(dueAt))
}

/** Sets the one timer of this kind and subject in this transaction; one that is set already stays as it is. */
export async function addDue(flow: Flow, kind: Timer['kind'], subjectId: string, dueAt: number): Promise<void> {
  await addTimer(flow.tx, { id: flow.newId(), kind, subjectId, dueAt, now: flow.now })
  flow.afterCommit(() => flow.context.due.lower(dueAt))
}
