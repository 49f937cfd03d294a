import type { WorkItem } from '#renderer/state/work-items.ts'
import { TaskDock } from './dock/task-dock.tsx'
import { TaskSide } from './side/task-side.tsx'

/** The column while a task of the work list is open. */
export function TaskColumn({ task }: { task: WorkItem }) {
  return (
    <>
      <TaskDock task={task} />
      <TaskSide key={task.taskId} task={task} />
    </>
  )
}
