import { z } from 'zod'
import { Role } from './agent-state.ts'
import { cleanText } from './clean-text.ts'
import { LiveCommand } from './command/live.ts'
import { Paperwork } from './command/paperwork.ts'
import { BatchAnswer } from './command/paperwork-answer.ts'
import { Refusal } from './error.ts'
import { DeliveredEvent } from './event/delivered-event.ts'
import { CommandId, DeviceId, UserId } from './ids.ts'
import { QueryName } from './query/query.ts'
import { EpochMs } from './scalars.ts'
import { Snapshot } from './snapshot.ts'
import { Catalog } from './view/catalog.ts'
import { Floor } from './view/floor.ts'

/** The link's hard limits. Paperwork may be larger than any other frame because a week offline must drain. */
export const LINK_LIMITS = {
  frameBytes: 64 * 1024,
  paperworkBytes: 512 * 1024,
  paperworkCommands: 500,
  /**
   * Central pings every second; a desk that misses two doubts its line, and leaves it when a new one opens. Only after
   * `pongMs` more either side hangs up on silence alone: a busy central must not lose its desks by being slow.
   */
  pingMs: 1_000,
  pongMs: 10_000,
  leaseMs: 10_000,
  leaseRenewMs: 3_000,
  /**
   * A desk waits so long for the answer, then leaves its line: longer than any healthy answer takes, short enough that a
   * half-open line is noticed before the lease runs out. What central has not renewed by then it does not renew.
   */
  leaseAnswerMs: 5_000,
  /** live commands and queries a desk may send, per second, with a burst of the same size */
  framesPerSecond: 20,
  /**
   * Frames of paperwork a desk may send, per second, and how many of them central holds at once: twice as many as are in
   * flight, for after a silence they come again.
   */
  batchesPerSecond: 60,
  batchesAtOnce: 6,
  queriesPerSecond: 40,
} as const

/** The socket.io path of the link, and its namespace-less event names below. */
export const LINK_PATH = '/link'

/** Sent in socket.io's `auth`; refused before the socket opens when it does not parse or the session is unknown. */
export const Hello = z.strictObject({
  protocol: z.int(),
  token: cleanText(200, 20),
  deviceId: DeviceId,
  /** what the desk holds: null epoch = nothing yet */
  epoch: cleanText(64).nullable(),
  cursor: z.int().min(0),
  /** the highest `n` in this desk's store; central knowing a higher one means the store is a copy */
  highestN: z.int().min(0),
  /**
   * The fence this desk last held; null = a log-in or "use this desk", which takes the agent's place. A number
   * below central's: a newer desk took over meanwhile, and this one is welcomed fenced.
   */
  fence: z.int().min(1).nullable(),
  catalogRevision: z.int().nullable(),
  /** the line this desk was last welcomed on; another one of its device at work means that there are two of it */
  lastLine: cleanText(64).nullable().default(null),
})
export type Hello = z.infer<typeof Hello>

export const SignedInUser = z.strictObject({
  userId: UserId,
  name: z.string(),
  role: Role,
  /** how the agent's leg is reached: where the ring is heard */
  teamName: z.string().nullable(),
})
export type SignedInUser = z.infer<typeof SignedInUser>

/** What a desk missed, or a snapshot when its cursor cannot be continued. */
export const Resume = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('events'), epoch: z.string(), events: z.array(DeliveredEvent) }),
  z.strictObject({ kind: z.literal('snapshot'), snapshot: Snapshot }),
])
export type Resume = z.infer<typeof Resume>

/** First message from central. Either what the desk missed, or a snapshot when the cursor cannot be continued. */
export const Welcome = z.strictObject({
  protocol: z.int(),
  serverTime: EpochMs,
  user: SignedInUser,
  fence: z.int().min(1),
  /** a newer desk holds the agent's place: no lease, no live commands here; drafts stay, the outbox flushes */
  fenced: z.boolean(),
  /**
   * The store was copied or restored, for central has seen a higher n from this device or another desk under its id is
   * at work: it needs a new device id. The agent's place is not touched by this hello.
   */
  deviceIsCopy: z.boolean(),
  /** names this line; said again in the next hello */
  lineId: z.string().min(1).max(64),
  resume: Resume,
  catalog: Catalog.nullable(),
  /** how long the desk keeps what central acknowledged: central may be set back to a backup as old as this */
  backupHorizonMs: z.int().min(0),
})
export type Welcome = z.infer<typeof Welcome>

export const LiveFrame = z.strictObject({ commandId: CommandId, fence: z.int().min(1), command: LiveCommand })
export type LiveFrame = z.infer<typeof LiveFrame>
export const LiveAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), refusal: Refusal }),
])
export type LiveAnswer = z.infer<typeof LiveAnswer>

export const PaperworkFrame = z.strictObject({
  /**
   * Sent before the batch ahead of it was answered: the last command of that one. Central refuses the whole frame
   * (`conflict` of `after`) unless it has that command, so that no desk's work is applied out of its order.
   */
  after: CommandId.optional(),
  commands: z.array(Paperwork).min(1).max(LINK_LIMITS.paperworkCommands),
})
export type PaperworkFrame = z.infer<typeof PaperworkFrame>
export const PaperworkFrameAnswer = z.discriminatedUnion('ok', [
  BatchAnswer,
  z.strictObject({ ok: z.literal(false), refusal: Refusal }),
])
export type PaperworkFrameAnswer = z.infer<typeof PaperworkFrameAnswer>

export const QueryFrame = z.strictObject({ name: QueryName, params: z.unknown() })
export const QueryFrameAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), asOf: EpochMs, data: z.unknown() }),
  z.strictObject({ ok: z.literal(false), refusal: Refusal }),
])
export type QueryFrameAnswer = z.infer<typeof QueryFrameAnswer>

export const LeaseFrame = z.strictObject({ fence: z.int().min(1) })
export const LeaseAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    expiresAt: EpochMs,
    serverTime: EpochMs,
    /** the agent's newest event: a desk that lacks it twice in a row has missed one without a gap to show it */
    seq: z.int().min(0),
  }),
  z.strictObject({ ok: z.literal(false), refusal: Refusal }),
])
export type LeaseAnswer = z.infer<typeof LeaseAnswer>

/** A request for everything after the cursor, when a gap in `seq` shows. Answered like a resume. */
export const ResumeFrame = z.strictObject({ epoch: cleanText(64).nullable(), cursor: z.int().min(0) })
export const ResumeAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), resume: Resume }),
  z.strictObject({ ok: z.literal(false), refusal: Refusal }),
])
export type ResumeAnswer = z.infer<typeof ResumeAnswer>

/**
 * Desk → central: every one takes an acknowledgement. A handshake refused in `auth` arrives as socket.io's
 * `connect_error` whose `data` is a Refusal.
 */
export const deskFrames = {
  live: LiveFrame,
  paperwork: PaperworkFrame,
  query: QueryFrame,
  lease: LeaseFrame,
  resume: ResumeFrame,
} as const

/** Central → desk. */
export const centralFrames = {
  welcome: Welcome,
  events: z.strictObject({ epoch: z.string(), events: z.array(DeliveredEvent) }),
  floor: Floor,
  catalog: Catalog,
  /** a newer desk of the same agent took over; this one keeps drafts and still flushes its outbox */
  fenced: z.strictObject({}),
  /** the session ended (log-out elsewhere, role change, expiry): log in again, nothing is dropped */
  'session-ended': z.strictObject({ refusal: Refusal }),
} as const
