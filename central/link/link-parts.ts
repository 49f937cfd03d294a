import type { SessionUser } from '#central/auth/sessions.ts'
import type { Executor } from '#central/db/executor.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import type { NoteRefusal } from '#central/flows/note-refusals.ts'
import type { Turns } from '#central/flows/take-turns.ts'
import type { Metrics } from '#central/metrics.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import type { PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import type { LeaseAnswer, LiveAnswer } from '#shared/protocol/envelope.ts'
import type { Outcome } from '#shared/protocol/error.ts'
import type { Attachment } from '#shared/protocol/event/delivered-event.ts'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import type { CommandId, DeviceId, UserId } from '#shared/protocol/ids.ts'
import type { QueryName } from '#shared/protocol/query/query.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import type { Catalog } from '#shared/protocol/view/catalog.ts'
import type { ParkedCall, QueueGauge, Voicemail } from '#shared/protocol/view/floor.ts'
import type { GreetingReads } from './greeting-reads.ts'

/** What the link is given: it carries messages and decides nothing about calls or records. */
export type LinkParts = {
  context: FlowContext
  metrics: Pick<Metrics, 'time' | 'countEvents' | 'countRefusal'>
  epoch: string
  /** how old a backup may be when it is restored */
  backupHorizonMs: number
  flows: LinkFlows
}

/** The same inside the link, with what its greetings ask together, and turns for what each has to do by itself. */
export type LinkRoom = LinkParts & { reads: GreetingReads; inTurn: Turns; noteRefusal: NoteRefusal }

/** Every queue's gauge at one moment, who serves which queue, the calls that are put aside, and messages. */
export type FloorReading = {
  asOf: number
  gauges: readonly QueueGauge[]
  queuesOf: ReadonlyMap<string, ReadonlySet<string>>
  parked: readonly ParkedCall[]
  voicemails: readonly Voicemail[]
}

export type LinkFlows = {
  /** takes the agent's place, a higher fence, a full lease; `fenced`: another desk took it after `unlessAfter` */
  signInDesk(desk: {
    userId: UserId
    deviceId: DeviceId
    unlessAfter: number | null
  }): Promise<Outcome<{ fence: number }>>
  renewLease(desk: { userId: UserId; fence: number }): Promise<LeaseAnswer>
  executeLive(frame: { userId: UserId; fence: number; command: LiveCommand }): Promise<LiveAnswer>
  applyPaperwork(batch: {
    userId: UserId
    deviceId: DeviceId
    commands: readonly Paperwork[]
  }): Promise<PaperworkAnswer[]>
  /** whether this device's command was taken, whatever became of it */
  hasTaken(command: { deviceId: DeviceId; commandId: CommandId }): Promise<boolean>
  answerQuery(user: SessionUser, name: QueryName, params: unknown): Promise<Outcome<unknown>>
  buildSnapshot(userId: UserId): Promise<Snapshot>
  buildAttachment(db: Executor, event: DeskEvent): Promise<Attachment | undefined>
  readCatalog(): Promise<Catalog>
  readCatalogRevision(): Promise<number>
  readFloor(): Promise<FloorReading>
}
