import { z } from 'zod'
import { TransferTarget } from '../call.ts'
import { cleanText } from '../clean-text.ts'
import { CallId, CustomerId, InteractionId, QueueId, RecordingId } from '../ids.ts'
import { EpochMs, personText } from '../scalars.ts'
import { Catalog } from '../view/catalog.ts'
import {
  CaseView,
  Channel,
  CustomerCard,
  CustomerSummary,
  DispositionView,
  FieldConflict,
  FileView,
  InteractionView,
  OpportunityView,
  OrderView,
  TaskView,
} from '../view/customer.ts'
import { CheckedNumber, DiallingChoice } from '../view/dialling.ts'
import { DirectoryAgent, DirectoryContact, DirectoryQueue, NumberOwners } from '../view/directory.ts'
import { FloorAgent, FloorCall } from '../view/live-floor.ts'
import { PhoneCredentials } from '../view/phone.ts'
import { RecordingView } from '../view/recording.ts'

/** More than anybody looks through; one more is refused. */
export const MOST_FAVOURITES = 200
const page = { limit: z.int().min(1).max(100), before: EpochMs.nullable() }

/** A recent call of this agent, as the idle call column lists it. */
export const RecentCall = z.strictObject({
  interaction: InteractionView,
  customerId: CustomerId.nullable(),
  customerName: z.string().nullable(),
  number: z.string().nullable(),
})
export type RecentCall = z.infer<typeof RecentCall>

/** What matched a search hit, so that the list can say why. */
export const SearchHit = z.strictObject({
  customer: CustomerSummary,
  matched: z.enum(['name', 'pinyin', 'phone', 'company', 'order', 'case', 'email']),
})
export type SearchHit = z.infer<typeof SearchHit>

/** Every query: parameters and result. Queries only read. */
export const queries = {
  'customer.search': {
    params: z.strictObject({ text: personText(200), limit: z.int().min(1).max(50) }),
    result: z.strictObject({ hits: z.array(SearchHit) }),
  },
  'customer.card': {
    params: z.strictObject({ customerId: CustomerId }),
    result: z.strictObject({ card: CustomerCard.nullable() }),
  },
  'customer.timeline': {
    params: z.strictObject({ customerId: CustomerId, channel: Channel.nullable(), ...page }),
    result: z.strictObject({ interactions: z.array(InteractionView), more: z.boolean() }),
  },
  'customer.orders': {
    params: z.strictObject({ customerId: CustomerId, ...page }),
    result: z.strictObject({ orders: z.array(OrderView), more: z.boolean() }),
  },
  'customer.cases': {
    params: z.strictObject({ customerId: CustomerId }),
    result: z.strictObject({ cases: z.array(CaseView) }),
  },
  'customer.opportunities': {
    params: z.strictObject({ customerId: CustomerId }),
    result: z.strictObject({ opportunities: z.array(OpportunityView) }),
  },
  'customer.tasks': {
    params: z.strictObject({ customerId: CustomerId }),
    result: z.strictObject({ tasks: z.array(TaskView) }),
  },
  'customer.files': {
    params: z.strictObject({ customerId: CustomerId }),
    result: z.strictObject({ files: z.array(FileView) }),
  },
  /** Why a number matches whom: for an unknown caller and for a number typed by hand. */
  'caller.match': {
    params: z.strictObject({ number: cleanText(40) }),
    result: z.strictObject({ candidates: z.array(z.strictObject({ reason: z.string(), customer: CustomerSummary })) }),
  },
  'interaction.get': {
    params: z.strictObject({ interactionId: InteractionId }),
    result: z.strictObject({
      interaction: InteractionView.nullable(),
      customerId: CustomerId.nullable(),
      /** outcomes that a correction replaced, newest first; absent when the answering store does not keep them */
      earlierDispositions: z.array(DispositionView).max(50).optional(),
    }),
  },
  'interaction.search': {
    params: z.strictObject({ text: personText(200), limit: z.int().min(1).max(50) }),
    result: z.strictObject({ interactions: z.array(RecentCall) }),
  },
  /** A recording that the asker may hear, as a player draws it; null: there is none for them. Only central knows. */
  'recording.get': {
    params: z.strictObject({ recordingId: RecordingId }),
    result: z.strictObject({ recording: RecordingView.nullable() }),
  },
  'work.list': {
    params: z.strictObject({}),
    result: z.strictObject({ tasks: z.array(TaskView), conflicts: z.array(FieldConflict) }),
  },
  'calls.recent': {
    params: z.strictObject({ limit: z.int().min(1).max(50) }),
    result: z.strictObject({ calls: z.array(RecentCall) }),
  },
  /** Whom a call can be handed to now; the asker is left out. Only central knows. */
  'transfer.directory': {
    params: z.strictObject({}),
    result: z.strictObject({ agents: z.array(DirectoryAgent), queues: z.array(DirectoryQueue) }),
  },
  /** Customers that fit what was typed and have a number, best fit first. Only central knows. */
  'contact.search': {
    params: z.strictObject({ text: personText(200), limit: z.int().min(1).max(20) }),
    result: z.strictObject({ contacts: z.array(DirectoryContact) }),
  },
  /** Whom the asker marked, in the order of marking; `owners`: of the numbers among them that customers have. */
  'favourites.list': {
    params: z.strictObject({}),
    result: z.strictObject({
      favourites: z.array(TransferTarget).max(MOST_FAVOURITES),
      owners: z.array(NumberOwners).max(MOST_FAVOURITES),
    }),
  },
  /**
   * Whether and for whom the asker may call somebody, and what stands against `number`, as a person writes it; null asks
   * only for the choices, none of which means that they call nobody. `queueId` as in `call.dial`. `callId`: a call that
   * the asker has and would consult about or transfer; the rules are that call's, and there are no choices. Only central
   * knows.
   */
  'dialling.check': {
    params: z.strictObject({
      number: cleanText(40).nullable(),
      queueId: QueueId.nullable(),
      customerId: CustomerId.nullable(),
      callId: CallId.nullable(),
    }),
    result: z.strictObject({ choices: z.array(DiallingChoice), called: CheckedNumber.nullable() }),
  },
  /** The floor as a supervisor watches it: who is here, and the calls they talk on. Only central knows. */
  'floor.live': {
    params: z.strictObject({}),
    result: z.strictObject({ agents: z.array(FloorAgent), calls: z.array(FloorCall) }),
  },
  /** What makes this console the asker's telephone. Only central knows, and nobody keeps the answer: it is a secret. */
  'phone.credentials': { params: z.strictObject({}), result: PhoneCredentials },
  catalog: { params: z.strictObject({}), result: Catalog },
} as const

export type Queries = typeof queries
export type QueryName = keyof Queries
export type QueryParams<N extends QueryName> = z.infer<Queries[N]['params']>
export type QueryResult<N extends QueryName> = z.infer<Queries[N]['result']>
export const QueryName = z.enum(Object.keys(queries) as [QueryName, ...QueryName[]])

/** The answer says where it comes from and as of when. */
export type QueryAnswer<N extends QueryName> = { source: 'central' | 'desk'; asOf: number; data: QueryResult<N> }
