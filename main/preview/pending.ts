import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'

/** One command that central has not confirmed yet. */
export interface PendingWork {
  writtenAt: number
  body: PaperworkBody
}

/** What a preview is drawn with. */
export interface PreviewContext {
  user: SignedInUser
  projection: Snapshot
  /** country of numbers typed without one */
  region: string
}
