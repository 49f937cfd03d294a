import { listConflicts } from '#central/customers/list-conflicts.ts'
import { listOpenTasks } from '#central/tasks/list-tasks.ts'
import type { Answer } from './asker.ts'
import { MOST_LISTED } from './limits.ts'

/** What waits for the asker: own open tasks by due time, and edits that met a colleague's. */
export const listWork: Answer<'work.list'> = async ({ db, userId }) => ({
  tasks: await listOpenTasks(db, userId, MOST_LISTED),
  conflicts: await listConflicts(db, userId),
})
