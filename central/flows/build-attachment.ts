import { findCall } from '#central/calls/call-rows.ts'
import { findOffer } from '#central/calls/offer-rows.ts'
import { findWrapUp } from '#central/calls/wrap-up-rows.ts'
import { buildCard } from '#central/customers/build-card.ts'
import { buildRingPicture } from '#central/customers/build-ring-picture.ts'
import { listConflicts } from '#central/customers/list-conflicts.ts'
import type { Executor } from '#central/db/executor.ts'
import { readTask } from '#central/tasks/list-tasks.ts'
import type { Attachment } from '#shared/protocol/event/delivered-event.ts'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import { type ConflictId, UserId } from '#shared/protocol/ids.ts'
import type { FieldConflict } from '#shared/protocol/view/customer.ts'
import { findHandover } from './find-handover.ts'

/** Facts that say everything themselves: nothing is looked up when they are sent. */
const whole: ReadonlySet<DeskEvent['type']> = new Set([
  'agent.state-changed',
  'offer.ended',
  'leg.changed',
  'call.consult-changed',
  'call.monitor-changed',
  'call.recording-changed',
  'call.left',
  'call.ended',
  'wrap-up.extended',
  'wrap-up.finished',
])

export function travelsAlone(event: DeskEvent): boolean {
  return whole.has(event.type)
}

/**
 * The customer data that travels beside an event, as it is at this moment; undefined when there is none. An offer
 * that is over by now gets no picture: nobody's record is shown to somebody it does not ring at.
 */
export async function buildAttachment(db: Executor, event: DeskEvent, now: number): Promise<Attachment | undefined> {
  switch (event.type) {
    case 'call.offered':
      return attachRing(db, event.offer.callId, now, {
        ...{ wanted: await isOfferOpen(db, event.offer.offerId, now), from: event.offer.fromUserId },
      })
    case 'call.answered':
      return attachRing(db, event.call.callId, now, { wanted: true, from: await findHandover(db, event.call) })
    case 'call.dialed':
      return attachRing(db, event.call.callId, now, { wanted: true, from: null })
    case 'wrap-up.started':
      return attachRing(db, event.wrapUp.callId, now, {
        ...{ wanted: await isWrapUpOpen(db, event.wrapUp.wrapUpId), from: null },
      })
    case 'interaction.linked': {
      const card = event.customerId && (await buildCard(db, event.customerId, now))
      return card ? { card } : undefined
    }
    case 'task.changed': {
      const task = await readTask(db, event.taskId)
      return task ? { task } : undefined
    }
    case 'conflict.found': {
      const conflict = await readOpenConflict(db, event.conflictId)
      return conflict ? { conflict } : undefined
    }
    case 'agent.state-changed':
    case 'offer.ended':
    case 'leg.changed':
    case 'call.consult-changed':
    case 'call.monitor-changed':
    case 'call.recording-changed':
    case 'call.left':
    case 'call.ended':
    case 'wrap-up.extended':
    case 'wrap-up.finished':
      return undefined
    default:
      return event satisfies never
  }
}

/** Both people of a conflict are shown the same; it is over when neither has it on their list. */
async function readOpenConflict(db: Executor, conflictId: ConflictId): Promise<FieldConflict | undefined> {
  const notice = await db
    .selectFrom('conflict_notice')
    .select('user_id')
    .where('conflict_id', '=', conflictId)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst()
  if (!notice) return undefined
  const [conflict] = await listConflicts(db, UserId.parse(notice.user_id), conflictId)
  return conflict
}

type Ring = { wanted: boolean; from: UserId | null }

async function attachRing(db: Executor, callId: string, now: number, ring: Ring): Promise<Attachment | undefined> {
  const call = ring.wanted ? await findCall(db, callId) : null
  return call ? { ring: await buildRingPicture(db, call, now, ring.from) } : undefined
}

async function isOfferOpen(db: Executor, offerId: string, now: number): Promise<boolean> {
  const offer = await findOffer(db, offerId)
  return offer !== null && offer.ended_at === null && offer.expires_at > now
}

async function isWrapUpOpen(db: Executor, wrapUpId: string): Promise<boolean> {
  const wrapUp = await findWrapUp(db, wrapUpId)
  return wrapUp !== null && wrapUp.finished_at === null
}
