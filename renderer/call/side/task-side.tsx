import type { WorkItem } from '#renderer/state/work-items.ts'
import { IdleSide } from './idle-side.tsx'
import { UnfinishedSide } from './unfinished-side.tsx'

/** A task left by a wrap-up offers its draft; the others need no form. */
export function TaskSide({ task }: { task: WorkItem }) {
  if (task.kind !== 'unfinished_wrap_up' || task.interactionId === null) return <IdleSide />
  return <UnfinishedSide taskId={task.taskId} interactionId={task.interactionId} />
}
