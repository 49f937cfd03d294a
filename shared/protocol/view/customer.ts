import { z } from 'zod'
import {
  CaseId,
  ConflictId,
  CustomerId,
  InteractionId,
  NoteId,
  OpportunityId,
  OrderId,
  RecordingId,
  TaskId,
  UserId,
} from '../ids.ts'
import { DurationMs, EpochMs, Locale } from '../scalars.ts'
import { Label } from './catalog.ts'

export const CustomerKind = z.enum(['individual', 'company', 'household'])
export const PhoneLabel = z.enum(['mobile', 'home', 'work', 'switchboard', 'other'])
export type PhoneLabel = z.infer<typeof PhoneLabel>
export const Tier = z.enum(['standard', 'silver', 'gold', 'platinum'])
export const LifecycleStage = z.enum(['prospect', 'new', 'active', 'at_risk', 'lapsed', 'former'])
export const ChurnRisk = z.enum(['low', 'medium', 'high'])
export const Channel = z.enum(['call', 'email', 'chat', 'sms', 'visit', 'order'])
export type Channel = z.infer<typeof Channel>

/** Money in minor units of an ISO 4217 currency (cents, fen). */
export const Money = z.strictObject({ minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) })
export type Money = z.infer<typeof Money>

export const PhoneView = z.strictObject({ e164: z.string(), label: PhoneLabel, primary: z.boolean() })

export const Address = z.strictObject({
  line: z.string(),
  city: z.string(),
  region: z.string(),
  postalCode: z.string(),
  /** ISO 3166-1 alpha-2 */
  country: z.string(),
})

/** One row of a list: a search hit, a candidate, a contact. */
export const CustomerSummary = z.strictObject({
  customerId: CustomerId,
  kind: CustomerKind,
  name: z.string(),
  company: z.string().nullable(),
  jobTitle: z.string().nullable(),
  tier: Tier,
  city: z.string().nullable(),
  phone: z.string().nullable(),
  lastContactAt: EpochMs.nullable(),
})
export type CustomerSummary = z.infer<typeof CustomerSummary>

/** The editable fields, each with the version it was last written at: what `customer.update` names. */
export const CustomerField = z.enum([
  'name',
  'company',
  'jobTitle',
  'email',
  'phones',
  'address',
  'language',
  'timeZone',
  'tier',
  'lifecycleStage',
  'tags',
  'doNotCall',
  'recordingConsent',
  'note',
])
export type CustomerField = z.infer<typeof CustomerField>

/** Who the customer is: the identity header and the facts. Small on purpose, it travels with every ring. */
export const CustomerProfile = z.strictObject({
  customerId: CustomerId,
  kind: CustomerKind,
  name: z.string(),
  /** The company an individual works for (a name), null for companies. */
  company: z.string().nullable(),
  companyId: CustomerId.nullable(),
  jobTitle: z.string().nullable(),
  phones: z.array(PhoneView),
  email: z.string().nullable(),
  address: Address.nullable(),
  language: Locale.or(z.string()),
  /** IANA zone, e.g. Asia/Shanghai */
  timeZone: z.string().nullable(),
  tier: Tier,
  lifecycleStage: LifecycleStage,
  tags: z.array(z.string()),
  doNotCall: z.boolean(),
  recordingConsent: z.boolean().nullable(),
  note: z.string().nullable(),
  since: EpochMs,
  /** Five facts of the overview. */
  lifetimeValue: Money.nullable(),
  openCases: z.int(),
  lastSatisfaction: z.int().min(1).max(5).nullable(),
  churnRisk: ChurnRisk.nullable(),
  renewalAt: EpochMs.nullable(),
  counts: z.strictObject({
    interactions: z.int(),
    orders: z.int(),
    cases: z.int(),
    opportunities: z.int(),
    tasks: z.int(),
    files: z.int(),
  }),
  /** version of each editable field that was ever changed; a field that is absent has version 0 */
  fieldVersions: z.record(z.string(), z.int()),
})
export type CustomerProfile = z.infer<typeof CustomerProfile>

export const DispositionView = z.strictObject({
  code: z.string(),
  reasonCode: z.string().nullable(),
  recordedAt: EpochMs,
  recordedBy: z.string(),
  /** set on superseded ones: a saved disposition can be corrected, the history stays */
  correctedAt: EpochMs.nullable(),
})

/** One row of the timeline. */
export const InteractionView = z.strictObject({
  interactionId: InteractionId,
  channel: Channel,
  direction: z.enum(['inbound', 'outbound', 'internal']),
  startedAt: EpochMs,
  durationMs: DurationMs.nullable(),
  subject: z.string().nullable(),
  summary: z.string().nullable(),
  agentName: z.string().nullable(),
  /** in every language: a queue that is gone from the catalog still has its name in old rows */
  queueName: Label.nullable(),
  result: z.enum(['handled', 'abandoned', 'short_abandoned', 'missed', 'open', 'turned_away', 'voicemail']),
  disposition: DispositionView.nullable(),
  notes: z.array(z.strictObject({ noteId: NoteId, text: z.string(), author: z.string(), writtenAt: EpochMs })),
  satisfaction: z.int().min(1).max(5).nullable(),
})
export type InteractionView = z.infer<typeof InteractionView>

export const OrderView = z.strictObject({
  orderId: OrderId,
  number: z.string(),
  placedAt: EpochMs,
  status: z.enum(['placed', 'paid', 'shipped', 'delayed', 'delivered', 'returned', 'canceled']),
  total: Money,
  items: z.array(z.strictObject({ name: z.string(), quantity: z.int(), price: Money })),
  shipment: z.array(z.strictObject({ at: EpochMs, status: z.string(), place: z.string().nullable() })),
})
export type OrderView = z.infer<typeof OrderView>

export const CaseView = z.strictObject({
  caseId: CaseId,
  number: z.string(),
  subject: z.string(),
  status: z.enum(['open', 'waiting', 'resolved', 'closed']),
  priority: z.enum(['low', 'normal', 'high', 'urgent']),
  openedAt: EpochMs,
  updatedAt: EpochMs,
  ownerName: z.string().nullable(),
})
export type CaseView = z.infer<typeof CaseView>

export const OpportunityView = z.strictObject({
  opportunityId: OpportunityId,
  title: z.string(),
  stage: z.enum(['qualify', 'propose', 'negotiate', 'won', 'lost']),
  amount: Money,
  closesAt: EpochMs.nullable(),
  ownerName: z.string().nullable(),
})
export type OpportunityView = z.infer<typeof OpportunityView>

export const TaskView = z.strictObject({
  taskId: TaskId,
  kind: z.enum(['callback', 'task', 'unfinished_wrap_up', 'voicemail']),
  title: z.string(),
  dueAt: EpochMs.nullable(),
  status: z.enum(['open', 'done', 'canceled']),
  assigneeId: UserId.nullable(),
  customerId: CustomerId.nullable(),
  customerName: z.string().nullable(),
  interactionId: InteractionId.nullable(),
  phone: z.string().nullable(),
  /** a voicemail's: what its caller said */
  recordingId: RecordingId.nullable().default(null),
  createdAt: EpochMs,
})
export type TaskView = z.infer<typeof TaskView>

/** A recording or a document: metadata only. */
export const FileView = z.strictObject({
  fileId: z.string(),
  kind: z.enum(['recording', 'contract', 'document']),
  name: z.string(),
  at: EpochMs,
  durationMs: DurationMs.nullable(),
  sizeBytes: z.int().nullable(),
  /** a recording that the asker may hear now */
  playable: z.boolean().default(false),
})
export type FileView = z.infer<typeof FileView>

/** At most two, worst first: what the agent must know before the first word. Texts are made by the console. */
export const AttentionCard = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('invoice_disputed'),
    reference: z.string(),
    amount: Money,
    dueAt: EpochMs.nullable(),
  }),
  z.strictObject({ kind: z.literal('order_delayed'), reference: z.string(), byDays: z.int() }),
  z.strictObject({ kind: z.literal('case_urgent'), reference: z.string(), subject: z.string() }),
  z.strictObject({ kind: z.literal('do_not_call') }),
])
export type AttentionCard = z.infer<typeof AttentionCard>

export const NextBestAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('renewal_offer'), renewalAt: EpochMs, discountPercent: z.int() }),
  z.strictObject({ kind: z.literal('follow_up_case'), reference: z.string(), subject: z.string() }),
  z.strictObject({ kind: z.literal('win_back'), lastOrderAt: EpochMs.nullable() }),
])
export type NextBestAction = z.infer<typeof NextBestAction>

/** First stage of the 360° record: everything the first paint shows. The tabs fetch the rest. */
export const CustomerCard = z.strictObject({
  profile: CustomerProfile,
  attention: z.array(AttentionCard).max(2),
  nextBestAction: NextBestAction.nullable(),
  recentInteractions: z.array(InteractionView).max(20),
  recentOrders: z.array(OrderView).max(3),
  contacts: z.array(CustomerSummary).max(10),
})
export type CustomerCard = z.infer<typeof CustomerCard>

/** Two people changed the same field: the later to reach central stands, the other stays in history. */
export const FieldConflict = z.strictObject({
  conflictId: ConflictId,
  customerId: CustomerId,
  customerName: z.string(),
  field: CustomerField,
  kept: z.strictObject({ value: z.string(), by: z.string(), at: EpochMs }),
  replaced: z.strictObject({ value: z.string(), by: z.string(), at: EpochMs }),
})
export type FieldConflict = z.infer<typeof FieldConflict>
