import { z } from 'zod'
import { CustomerId, QueueId, UserId } from '../ids.ts'
import { DurationMs, E164, EpochMs } from '../scalars.ts'
import { Label } from './catalog.ts'
import { PhoneView } from './customer.ts'

/** Of a number that many share, so many are named. */
export const MOST_OWNERS = 3

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

/** A customer who can be called, with all their numbers, the primary one first. */
export const DirectoryContact = z.strictObject({
  customerId: CustomerId,
  name: z.string(),
  company: z.string().nullable(),
  phones: z.array(PhoneView).min(1),
})
export type DirectoryContact = z.infer<typeof DirectoryContact>

/** Whose a number is now, most recently in contact first. */
export const NumberOwners = z.strictObject({ number: E164, names: z.array(z.string()).min(1).max(MOST_OWNERS) })
export type NumberOwners = z.infer<typeof NumberOwners>
