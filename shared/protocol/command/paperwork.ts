import { z } from 'zod'
import { TransferTarget } from '../call.ts'
import { cleanText } from '../clean-text.ts'
import { CommandId, ConflictId, CustomerId, InteractionId, NoteId, TaskId, WrapUpId } from '../ids.ts'
import { EpochMs, Locale, NoteText, PersonName, personText } from '../scalars.ts'
import { CustomerKind, LifecycleStage, PhoneLabel, Tier } from '../view/customer.ts'
import { SeenCall } from './seen-call.ts'

const Code = z.string().regex(/^[a-z0-9_.-]{1,64}$/)

/** A phone as a person typed it; central normalises to E.164 and refuses what it cannot read. */
export const PhoneInput = z.strictObject({ number: cleanText(40, 3), label: PhoneLabel, primary: z.boolean() })

/** An address as a person typed it. */
export const AddressInput = z.strictObject({
  line: personText(500),
  city: personText(200),
  region: personText(200),
  postalCode: personText(40),
  /** ISO 3166-1 alpha-2, or nothing */
  country: z.string().regex(/^([A-Z]{2})?$/),
})

/** One changed field and the version it was read at. Fields that are not named are not touched. */
const field = <N extends string, V extends z.ZodType>(name: N, value: V) =>
  z.strictObject({ field: z.literal(name), value, baseVersion: z.int().min(0) })

export const FieldChange = z.discriminatedUnion('field', [
  field('name', PersonName),
  field('company', personText(200).nullable()),
  field('jobTitle', personText(200).nullable()),
  field('email', z.email().max(254).nullable()),
  field('phones', z.array(PhoneInput).max(20)),
  field('address', AddressInput.nullable()),
  field('language', Locale),
  field('timeZone', cleanText(64).nullable()),
  field('tier', Tier),
  field('lifecycleStage', LifecycleStage),
  field('tags', z.array(personText(40)).max(30)),
  field('doNotCall', z.boolean()),
  /** null: nobody asked them */
  field('recordingConsent', z.boolean().nullable()),
  field('note', personText(4000).nullable()),
])
export type FieldChange = z.infer<typeof FieldChange>

export const FollowUp = z.strictObject({
  taskId: TaskId,
  kind: z.enum(['callback', 'task']),
  title: personText(200),
  dueAt: EpochMs.nullable(),
})
export type FollowUp = z.infer<typeof FollowUp>

/** Work on records. Durable on the desk before anything touches the network; applied at central exactly once. */
export const PaperworkBody = z.discriminatedUnion('type', [
  /** The whole note; a later one with the same noteId replaces it (by `revision`, never by arrival). */
  z.strictObject({
    type: z.literal('interaction.note'),
    interactionId: InteractionId,
    noteId: NoteId,
    revision: z.int().min(1),
    text: NoteText,
    seen: SeenCall.optional(),
  }),
  z.strictObject({
    type: z.literal('interaction.dispose'),
    interactionId: InteractionId,
    code: Code,
    reasonCode: Code.nullable(),
    followUp: FollowUp.nullable(),
    seen: SeenCall.optional(),
  }),
  /** `then`: `next` = the state asked for, else not ready; `available` = straight to the next call. */
  z.strictObject({
    type: z.literal('wrap-up.finish'),
    wrapUpId: WrapUpId,
    interactionId: InteractionId,
    then: z.enum(['next', 'available']),
    seen: SeenCall.optional(),
  }),
  z.strictObject({
    type: z.literal('interaction.link'),
    interactionId: InteractionId,
    customerId: CustomerId.nullable(),
  }),
  z.strictObject({
    type: z.literal('customer.update'),
    customerId: CustomerId,
    changes: z.array(FieldChange).min(1).max(20),
  }),
  z.strictObject({
    type: z.literal('customer.create'),
    customerId: CustomerId,
    kind: CustomerKind,
    name: PersonName,
    company: personText(200).nullable(),
    email: z.email().max(254).nullable(),
    phones: z.array(PhoneInput).max(20),
    language: Locale.nullable(),
    /** the interaction that brought this customer, linked in the same transaction */
    interactionId: InteractionId.nullable(),
  }),
  z.strictObject({
    type: z.literal('task.create'),
    followUp: FollowUp,
    customerId: CustomerId.nullable(),
    interactionId: InteractionId.nullable(),
  }),
  z.strictObject({ type: z.literal('task.complete'), taskId: TaskId }),
  /** The agent has seen a conflict: it leaves their list. */
  z.strictObject({ type: z.literal('conflict.acknowledge'), conflictId: ConflictId }),
  /** The sender marks whom they hand calls to often, or takes the mark away: theirs alone, on every machine. */
  z.strictObject({ type: z.literal('favourite.set'), target: TransferTarget, marked: z.boolean() }),
])
export type PaperworkBody = z.infer<typeof PaperworkBody>

/** `n` counts one device's commands without gaps; (device, n) and commandId each make a second arrival harmless. */
export const Paperwork = z.strictObject({
  commandId: CommandId,
  n: z.int().min(1),
  writtenAt: EpochMs,
  body: PaperworkBody,
})
export type Paperwork = z.infer<typeof Paperwork>
