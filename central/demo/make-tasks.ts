import type { Customer } from './make-customer.ts'
import { demoPeople } from './people.ts'
import { taskTitles } from './words/stories.ts'
import { MINUTE, type World } from './world.ts'

export type TaskPlan = {
  kind: 'callback' | 'task'
  title: string
  dueAt: number
  assigneeId: string
  customer: Customer | null
  phone?: string
}

export function addTask({ dice, rows, now }: World, plan: TaskPlan): void {
  const primary = plan.customer?.phones.find(({ primary }) => primary)
  rows.add('task', {
    id: dice.id(now - 90 * MINUTE),
    kind: plan.kind,
    title: plan.title,
    due_at: plan.dueAt,
    status: 'open',
    assignee_id: plan.assigneeId,
    customer_id: plan.customer?.customerId ?? null,
    interaction_id: null,
    phone: plan.phone ?? primary?.e164 ?? null,
    created_by: plan.assigneeId,
    created_at: now - 90 * MINUTE,
    done_at: null,
  })
}

/** A working day for every agent whose list is not told by hand: one overdue, one callback soon, others to come. */
export function addTasks(world: World, customers: readonly Customer[]): void {
  const { dice, now } = world
  for (const agent of demoPeople.filter(({ role, login }) => role === 'agent' && login !== 'mei' && login !== 'ava')) {
    const spoken = customers.filter(({ language, kind }) => language === agent.language && kind === 'individual')
    const mine = spoken.length > 0 ? spoken : customers
    const due = [-48, 12, 55, 125, 210, 300]
    due.forEach((minutes, index) => {
      const title = taskTitles[index % taskTitles.length]
      if (!title) return
      const dueAt = now + minutes * MINUTE
      addTask(world, {
        kind: title.kind,
        title: title[agent.language],
        dueAt,
        assigneeId: agent.userId,
        customer: dice.pick(mine),
      })
    })
  }
}
