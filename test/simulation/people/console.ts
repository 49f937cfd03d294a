import type { OpenDesk } from '#main/desk.ts'
import { applyEvent } from '#shared/domain/desk/apply-event.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { DeskNotice, LinkStatus, OutboxItem } from '#shared/protocol/desk-port.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import type { Ledger, Said } from './ledger.ts'

/** An interaction that this person took part in, and the notes they wrote on it. */
export type KnownInteraction = { interactionId: string; notes: { noteId: string; revision: number }[] }

/**
 * The person's side of one desk: draws from notices what the desk shows, as the console does, and writes down what
 * was acknowledged. It outlives the desk's process, as a person does.
 */
export type Console = ReturnType<typeof createConsole>

export function createConsole(desk: string, user: string, ledger: Ledger) {
  let projection: Snapshot | null = null
  let link: LinkStatus['kind'] = 'starting'
  let rejected: OutboxItem[] = []
  let order = 0
  let counted = 0
  const interactions = new Map<string, KnownInteraction>()
  const conflicts = new Set<string>()

  function look(): void {
    for (const { interactionId } of [
      ...(projection?.calls.map((entry) => entry.call) ?? []),
      ...(projection?.wrapUps.map((entry) => entry.facts) ?? []),
    ]) {
      if (!interactions.has(interactionId)) interactions.set(interactionId, { interactionId, notes: [] })
    }
  }

  function hear(notice: DeskNotice): void {
    if (notice.kind === 'projection') projection = notice.projection
    else if (notice.kind === 'event') {
      ledger.told.push({ desk, user, epoch: projection?.epoch ?? '', delivered: notice.delivered })
      if (projection) projection = applyEvent(projection, notice.delivered)
      if (notice.delivered.event.type === 'conflict.found') conflicts.add(notice.delivered.event.conflictId)
    } else if (notice.kind === 'link') link = notice.link.kind
    else if (notice.kind === 'sync') rejected = notice.pending.filter((item) => item.state.kind === 'rejected')
    look()
  }

  return {
    desk,
    user,
    interactions,
    conflicts,
    drafts: new Map<string, number>(),
    /** field versions as they were read last: customer → field → version */
    versions: new Map<string, Record<string, number>>(),
    tasks: [] as string[],
    projection: () => projection,
    /** for names that nobody else gives */
    count: () => {
      counted += 1
      return counted
    },
    link: () => link,
    rejected: () => rejected,
    async attach(open: OpenDesk): Promise<void> {
      open.onNotice(hear)
      const snapshot = await open.snapshot()
      projection = snapshot.projection
      link = snapshot.link.kind
      rejected = snapshot.pending.filter((item) => item.state.kind === 'rejected')
      look()
    },
    /** writes down what is about to be said; the returned function notes the answer */
    write(bodies: readonly PaperworkBody[]): (said: Said) => void {
      const writings = bodies.map((body) => {
        order += 1
        return { desk, user, order, body, said: 'unknown' as Said }
      })
      ledger.writings.push(...writings)
      return (said) => {
        for (const writing of writings) writing.said = said
      }
    },
  }
}
