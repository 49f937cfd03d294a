import { z } from 'zod'
import { TaskId } from '../ids.ts'

/** A task of this agent was made, changed or ended; the task itself travels beside the event. */
export const TaskChanged = z.strictObject({ type: z.literal('task.changed'), taskId: TaskId })
