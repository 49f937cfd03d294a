import { z } from 'zod'
import { EpochMs } from '../scalars.ts'
import { CustomerCard, FieldConflict, TaskView } from '../view/customer.ts'
import { RingPicture } from '../view/ring.ts'
import { DeskEvent } from './event.ts'

/** Customer data that central attaches as it sends an event, built at that moment and never logged. */
export const Attachment = z.strictObject({
  ring: RingPicture.optional(),
  card: CustomerCard.optional(),
  task: TaskView.optional(),
  conflict: FieldConflict.optional(),
})
export type Attachment = z.infer<typeof Attachment>

/** `seq` counts one agent's events without gaps within an epoch. */
export const DeliveredEvent = z.strictObject({
  seq: z.int().min(1),
  at: EpochMs,
  event: DeskEvent,
  attached: Attachment.optional(),
})
export type DeliveredEvent = z.infer<typeof DeliveredEvent>
