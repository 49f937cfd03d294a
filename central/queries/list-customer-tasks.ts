import { selectTasks, toTaskView } from '#central/tasks/list-tasks.ts'
import type { Answer } from './asker.ts'
import { MOST_LISTED } from './limits.ts'

/** Open ones first, then the newest. */
export const listCustomerTasks: Answer<'customer.tasks'> = async ({ db }, { customerId }) => {
  const rows = await selectTasks(db)
    .where('task.customer_id', '=', customerId)
    .orderBy((e) => e.case().when('task.status', '=', 'open').then(0).else(1).end())
    .orderBy('task.created_at', 'desc')
    .orderBy('task.id', 'desc')
    .limit(MOST_LISTED)
    .execute()
  return { tasks: rows.map(toTaskView) }
}
