import { appendAudit, type Happened } from '#central/db/audit-log.ts'
import type { FlowContext } from './flow-context.ts'

/** Of one person, and of all together who are not signed in: who knocks a thousand times fills no disk. */
const MOST_A_MINUTE = 30
const MINUTE_MS = 60_000

export type NoteRefusal = (happened: Happened) => Promise<void>

/**
 * Writes refusals to the audit log. A failure to write is logged and the refusal stands: nobody gets in by filling a
 * disk, and nobody hears more than no.
 */
export function createRefusalNotes(context: Pick<FlowContext, 'db' | 'clock' | 'newId' | 'log'>): NoteRefusal {
  let minute = Number.NaN
  let counts = new Map<string | null, number>()
  return async (happened) => {
    const now = Math.floor(context.clock.now() / MINUTE_MS)
    if (now !== minute) {
      minute = now
      counts = new Map()
    }
    const count = (counts.get(happened.actorId) ?? 0) + 1
    counts.set(happened.actorId, count)
    if (count > MOST_A_MINUTE) return
    try {
      await appendAudit(context.db, context, happened)
    } catch (error) {
      context.log.error({ err: error, action: happened.action }, 'a refusal was not written to the audit log')
    }
  }
}
