import { z } from 'zod'
import { QueueId, UserId } from '../ids.ts'
import { DurationMs, EpochMs } from '../scalars.ts'
import { Label } from './catalog.ts'

/** Another agent as somebody sees them who looks for help: only who is `available` can be rung. */
export const DirectoryAgent = z.strictObject({
  userId: UserId,
  name: z.string(),
  teamName: z.string().nullable(),
  state: z.enum(['offline', 'available', 'offered', 'on_call', 'wrap_up', 'not_ready', 'unreachable']),
  /** null: never signed in */
  since: EpochMs.nullable(),
})
export type DirectoryAgent = z.infer<typeof DirectoryAgent>

/** A queue in service, with who waits there and how many agents are free for it. */
export const DirectoryQueue = z.strictObject({
  queueId: QueueId,
  name: Label,
  waiting: z.int().min(0),
  longestWaitMs: DurationMs.nullable(),
  available: z.int().min(0),
})
export type DirectoryQueue = z.infer<typeof DirectoryQueue>
