import { z } from 'zod'
import { markOpaque } from './opaque.ts'

/** Every id is an opaque string made by the application; ours are UUIDv7, so they sort by time. */
const id = markOpaque(
  z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9_-]+$/),
)

export const UserId = id.brand<'UserId'>()
export const TeamId = id.brand<'TeamId'>()
export const DeviceId = id.brand<'DeviceId'>()
export const QueueId = id.brand<'QueueId'>()
export const CallId = id.brand<'CallId'>()
export const LegId = id.brand<'LegId'>()
export const OfferId = id.brand<'OfferId'>()
export const ConsultId = id.brand<'ConsultId'>()
export const RecordingId = id.brand<'RecordingId'>()
/** made by the console that dials: the same one twice is one call */
export const DialId = id.brand<'DialId'>()
export const WrapUpId = id.brand<'WrapUpId'>()
export const InteractionId = id.brand<'InteractionId'>()
export const CustomerId = id.brand<'CustomerId'>()
export const OrderId = id.brand<'OrderId'>()
export const CaseId = id.brand<'CaseId'>()
export const OpportunityId = id.brand<'OpportunityId'>()
export const TaskId = id.brand<'TaskId'>()
export const NoteId = id.brand<'NoteId'>()
export const ConflictId = id.brand<'ConflictId'>()
export const CommandId = markOpaque(z.uuid().brand<'CommandId'>())

export type UserId = z.infer<typeof UserId>
export type TeamId = z.infer<typeof TeamId>
export type DeviceId = z.infer<typeof DeviceId>
export type QueueId = z.infer<typeof QueueId>
export type CallId = z.infer<typeof CallId>
export type LegId = z.infer<typeof LegId>
export type OfferId = z.infer<typeof OfferId>
export type ConsultId = z.infer<typeof ConsultId>
export type RecordingId = z.infer<typeof RecordingId>
export type DialId = z.infer<typeof DialId>
export type WrapUpId = z.infer<typeof WrapUpId>
export type InteractionId = z.infer<typeof InteractionId>
export type CustomerId = z.infer<typeof CustomerId>
export type OrderId = z.infer<typeof OrderId>
export type CaseId = z.infer<typeof CaseId>
export type OpportunityId = z.infer<typeof OpportunityId>
export type TaskId = z.infer<typeof TaskId>
export type NoteId = z.infer<typeof NoteId>
export type ConflictId = z.infer<typeof ConflictId>
export type CommandId = z.infer<typeof CommandId>
