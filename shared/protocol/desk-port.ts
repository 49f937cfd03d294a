import { z } from 'zod'
import { cleanText } from './clean-text.ts'
import { LiveCommand } from './command/live.ts'
import { PaperworkBody } from './command/paperwork.ts'
import { LiveAnswer, SignedInUser } from './envelope.ts'
import { Refusal } from './error.ts'
import { DeliveredEvent } from './event/delivered-event.ts'
import { CommandId, DeviceId, InteractionId } from './ids.ts'
import { markOpaque } from './opaque.ts'
import { EpochMs, personText } from './scalars.ts'
import { Snapshot } from './snapshot.ts'
import { Catalog } from './view/catalog.ts'
import { Floor } from './view/floor.ts'

/** The port between a shell's desk and its console. One pair of messages in Electron, one socket in a browser. */

/**
 * `starting`: no answer yet. `online`: welcomed. `offline` since: reconnecting. `fenced`: a newer desk of this
 * agent took over. `expired`: central no longer knows the session; paperwork waits for log-in.
 */
export const LinkStatus = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('starting') }),
  z.strictObject({ kind: z.literal('online'), since: EpochMs }),
  z.strictObject({ kind: z.literal('offline'), since: EpochMs }),
  z.strictObject({ kind: z.literal('fenced'), since: EpochMs }),
  z.strictObject({ kind: z.literal('expired'), since: EpochMs }),
])
export type LinkStatus = z.infer<typeof LinkStatus>

/** A form half filled: every edit is on disk within 300 ms. The text is the agent's; central never sees it. */
export const Draft = z.strictObject({
  /** usually an interaction; new customers and stand-alone tasks have keys of their own */
  key: cleanText(100, 1),
  revision: z.int().min(1),
  savedAt: EpochMs,
  fields: z.record(cleanText(60), personText(20_000).or(z.number()).or(z.boolean()).or(z.null())),
})
export type Draft = z.infer<typeof Draft>

/** One unsent or refused command, as the unsent-work list shows it. */
export const OutboxItem = z.strictObject({
  commandId: CommandId,
  n: z.int(),
  body: PaperworkBody,
  writtenAt: EpochMs,
  attempts: z.int().min(0),
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('waiting') }),
    z.strictObject({ kind: z.literal('rejected'), at: EpochMs, refusal: Refusal }),
  ]),
})
export type OutboxItem = z.infer<typeof OutboxItem>

/**
 * A store of this desk could not be read as it was: what was taken over into a new one. `file`: the old one's name in
 * the desk's folder, null when it was gone. `lost`: commands and drafts known to have been there that could not be
 * read; null when nobody can say.
 */
export const SalvageReport = z.strictObject({
  at: EpochMs,
  file: z.string().max(120).nullable(),
  waiting: z.int().min(0),
  refused: z.int().min(0),
  drafts: z.int().min(0),
  lost: z.int().min(0).nullable(),
})
export type SalvageReport = z.infer<typeof SalvageReport>

/** How the desk's paperwork stands. `failing`: the last push was refused as a whole. */
export const SyncStatus = z.strictObject({
  waiting: z.int().min(0),
  rejected: z.int().min(0),
  lastSyncedAt: EpochMs.nullable(),
  failing: Refusal.nullable(),
  /**
   * Trouble with the desk's own store, shown as a banner. `full`, `read_only`: nothing new is kept. `nearly_full`: the
   * disk is full and the desk lives on its reserve. `salvaged`, `replaced`: as `salvage` says, something or nothing
   * of the old store was taken over.
   */
  storeTrouble: z.enum(['full', 'read_only', 'nearly_full', 'salvaged', 'replaced']).nullable(),
  /** told until the agent has seen it */
  salvage: SalvageReport.nullable(),
})
export type SyncStatus = z.infer<typeof SyncStatus>

/** Everything a console needs to draw its first frame. `clockOffsetMs` = central's clock minus the desk's. */
export const DeskSnapshot = z.strictObject({
  user: SignedInUser,
  deviceId: DeviceId,
  projection: Snapshot,
  link: LinkStatus,
  sync: SyncStatus,
  catalog: Catalog.nullable(),
  floor: Floor.nullable(),
  drafts: z.array(Draft),
  clockOffsetMs: z.number(),
  /** local preview of paperwork that central has not confirmed yet, newest last */
  pending: z.array(OutboxItem),
  preferences: z.record(z.string(), z.unknown()),
})
export type DeskSnapshot = z.infer<typeof DeskSnapshot>

/** What a desk tells its consoles. Two windows hear the same, which keeps them in step. */
export const DeskNotice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), delivered: DeliveredEvent }),
  z.strictObject({ kind: z.literal('projection'), projection: Snapshot }),
  z.strictObject({ kind: z.literal('link'), link: LinkStatus, clockOffsetMs: z.number() }),
  z.strictObject({ kind: z.literal('sync'), sync: SyncStatus, pending: z.array(OutboxItem) }),
  z.strictObject({ kind: z.literal('catalog'), catalog: Catalog }),
  z.strictObject({ kind: z.literal('floor'), floor: Floor }),
  z.strictObject({ kind: z.literal('draft'), draft: Draft }),
  z.strictObject({ kind: z.literal('draft-dropped'), key: z.string() }),
  z.strictObject({ kind: z.literal('preferences'), preferences: z.record(z.string(), z.unknown()) }),
  z.strictObject({
    kind: z.literal('shell'),
    action: z.enum(['answer', 'toggle-mute', 'end', 'focus']),
    detail: z.string().nullable(),
  }),
  /** a tel:/callto:/sip: link was opened: shown, never dialled without a click */
  z.strictObject({ kind: z.literal('number-link'), number: z.string().max(64) }),
  z.strictObject({ kind: z.literal('signed-out'), reason: Refusal.nullable() }),
])
export type DeskNotice = z.infer<typeof DeskNotice>

/** Things that concern only this desk: drafts, the list of unsent work, preferences. */
export const LocalCommand = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('draft.save'),
    key: cleanText(100, 1),
    revision: z.int().min(1),
    fields: Draft.shape.fields,
  }),
  z.strictObject({ type: z.literal('draft.drop'), key: cleanText(100, 1) }),
  z.strictObject({ type: z.literal('outbox.retry'), commandId: CommandId }),
  /** replaces a rejected command's body and sends it again under a new id and number */
  z.strictObject({ type: z.literal('outbox.edit'), commandId: CommandId, body: PaperworkBody }),
  z.strictObject({ type: z.literal('outbox.discard'), commandId: CommandId }),
  /** the agent has read what became of a damaged store */
  z.strictObject({ type: z.literal('salvage.seen') }),
  /** a fenced desk becomes this agent's desk again, and fences the other */
  z.strictObject({ type: z.literal('desk.take-over') }),
  /** merged key by key */
  z.strictObject({ type: z.literal('preferences.set'), preferences: z.record(cleanText(60), z.unknown()) }),
])
export type LocalCommand = z.infer<typeof LocalCommand>

export const DeskCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('live'), command: LiveCommand }),
  /** saved together or not at all: a disposition and the end of its wrap-up are one act; `dropDraft` in the same transaction */
  z.strictObject({
    kind: z.literal('paperwork'),
    bodies: z.array(PaperworkBody).min(1).max(20),
    dropDraft: cleanText(100).nullable(),
  }),
  z.strictObject({ kind: z.literal('local'), command: LocalCommand }),
])
export type DeskCommand = z.infer<typeof DeskCommand>

/** Live: central's answer. Paperwork and local: ok means committed to this desk's disk. */
export const DeskAnswer = LiveAnswer
export type DeskAnswer = z.infer<typeof DeskAnswer>

export const InteractionKey = InteractionId

/** What a shell gives its console. Rejections of the promises are bugs; expected failure is in the answers. */
export interface Desk {
  snapshot(): Promise<DeskSnapshot>
  onNotice(listener: (notice: DeskNotice) => void): () => void
  send(command: DeskCommand): Promise<DeskAnswer>
  query(name: string, params: unknown): Promise<DeskQueryAnswer>
}

export const DeskQueryAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), source: z.enum(['central', 'desk']), asOf: EpochMs, data: z.unknown() }),
  z.strictObject({ ok: z.literal(false), refusal: Refusal }),
])
export type DeskQueryAnswer = z.infer<typeof DeskQueryAnswer>

export const Password = markOpaque(cleanText(200, 1))

/** Log-in as a shell does it: central's token never reaches the console. */
export const Credentials = z.strictObject({
  login: cleanText(200, 1),
  password: Password,
  /** replaces a one-time password in the same act */
  newPassword: Password.optional(),
})
export type Credentials = z.infer<typeof Credentials>
export const SignInAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), user: SignedInUser }),
  z.strictObject({ ok: z.literal(false), refusal: Refusal }),
])
export type SignInAnswer = z.infer<typeof SignInAnswer>

/** What the shell itself can do; a console shows only what is there. */
export const ShellInfo = z.strictObject({
  kind: z.enum(['desktop', 'browser']),
  version: z.string(),
  globalKeys: z.boolean(),
  /** where notes lie: on this computer, or on the computer that hosts the web shell */
  storage: z.enum(['this_computer', 'desk_host']),
  /** a damaged store of this shell is being repaired now; absent from a shell that cannot answer meanwhile */
  repairing: z.boolean().optional(),
  /** only in the demo: log-ins a first-time visitor may use */
  demoLogins: z.array(z.strictObject({ login: z.string(), password: z.string(), name: z.string(), role: z.string() })),
})
export type ShellInfo = z.infer<typeof ShellInfo>
