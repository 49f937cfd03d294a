import type { Flow } from '#central/flows/run-flow.ts'
import { type DispositionRecord, recordDispositions } from '#central/interactions/record-disposition.ts'
import { type NoteWriting, writeNotes } from '#central/interactions/write-note.ts'
import { completeTasks } from '#central/tasks/complete-task.ts'
import { createTasks, type NewTask } from '#central/tasks/create-task.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import { refuse } from '#shared/protocol/error.ts'
import type { CommandId, TaskId, UserId } from '#shared/protocol/ids.ts'
import type { KnownRecords, KnownUser } from './known-records.ts'

/** One push being applied: what it may see, who sends it, and the rows it has not written yet. */
export type Batch = {
  flow: Flow
  user: KnownUser
  known: KnownRecords
  pending: PendingRows
}

export type PendingRows = {
  notes: NoteWriting[]
  dispositions: DispositionRecord[]
  tasks: NewTask[]
  completed: TaskId[]
  /** whose task changed: told after the rows stand */
  changedTasks: { userId: UserId; taskId: TaskId }[]
}

/** A command on its way: its id names the rows it makes, so that they too exist once. */
export type Arrival = { commandId: CommandId; writtenAt: number }

export type Verdict = { result: 'applied' } | { result: 'conflict' } | { result: 'rejected'; refusal: Refusal }

export const applied: Verdict = { result: 'applied' }

export function reject(code: Refusal['code'], field?: string): Verdict {
  return { result: 'rejected', refusal: refuse(code, field ? { field } : {}).refusal }
}

export function createPendingRows(): PendingRows {
  return { notes: [], dispositions: [], tasks: [], completed: [], changedTasks: [] }
}

/** Writes what is pending, a few statements for however many rows. Before a command that reads those rows, and at the end. */
export async function flushBatch({ flow, pending }: Batch): Promise<void> {
  await writeNotes(flow.tx, pending.notes.splice(0))
  await recordDispositions(flow.tx, pending.dispositions.splice(0))
  await createTasks(flow.tx, pending.tasks.splice(0))
  await completeTasks(flow.tx, pending.completed.splice(0), flow.now)
  for (const { userId, taskId } of pending.changedTasks.splice(0)) {
    await flow.emit(userId, { type: 'task.changed', taskId })
  }
}
