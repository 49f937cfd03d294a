import { expect, it } from 'vitest'
import type { TaskId, UserId } from '#shared/protocol/ids.ts'
import { TaskView } from '#shared/protocol/view/customer.ts'
import { addCustomer, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { completeTasks } from './complete-task.ts'
import { createTasks, type NewTask } from './create-task.ts'
import { listOpenTasks, readTask } from './list-tasks.ts'

const mei = 'mei' as UserId

function task(id: string, given: Partial<NewTask> = {}): NewTask {
  return {
    id: id as TaskId,
    kind: 'task',
    title: id,
    dueAt: null,
    assigneeId: mei,
    customerId: null,
    interactionId: null,
    phone: null,
    createdBy: mei,
    now: NOW,
    ...given,
  }
}

describeOnDatabases('tasks', (open) => {
  it('are listed by due time, those without one last, with the customer’s name', async () => {
    const { db } = await open()
    const chen = await addCustomer(db, 'chen', { name: '陈雨桐' })
    await createTasks(db, [task('some-day')])
    await createTasks(db, [task('later', { dueAt: NOW + 2 })])
    await createTasks(db, [
      task('soon', { dueAt: NOW + 1, customerId: chen, kind: 'callback', phone: '+8613812345678' }),
    ])
    await createTasks(db, [task('hers', { assigneeId: 'ava' as UserId })])
    const tasks = await listOpenTasks(db, mei)
    expect(tasks.map(({ taskId }) => taskId)).toEqual(['soon', 'later', 'some-day'])
    expect(TaskView.parse(tasks[0])).toMatchObject({ customerName: '陈雨桐', phone: '+8613812345678', status: 'open' })
  })

  it('are made once and done once', async () => {
    const { db } = await open()
    await createTasks(db, [task('one', { title: 'first' })])
    await createTasks(db, [task('one', { title: 'second' })])
    await completeTasks(db, ['one' as TaskId], NOW + 5)
    await completeTasks(db, ['one' as TaskId], NOW + 9)
    expect(await readTask(db, 'one' as TaskId)).toMatchObject({ title: 'first', status: 'done' })
    expect(await db.selectFrom('task').select('done_at').execute()).toEqual([{ done_at: NOW + 5 }])
    expect(await listOpenTasks(db, mei)).toEqual([])
    expect(await readTask(db, 'none' as TaskId)).toBeNull()
  })
})
