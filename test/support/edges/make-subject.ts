import type { Kysely } from 'kysely'
import type { Database } from '#central/db/schema.ts'
import { createTasks } from '#central/tasks/create-task.ts'
import { CustomerId, InteractionId, TaskId } from '#shared/protocol/ids.ts'
import { addCustomer, addInteraction, addQueue, NOW } from '#test/support/customers.ts'

/** Somebody's things at one moment of their work, each made afresh. */
export type Subject = {
  userId: string
  customerId: string
  interactionId: string
  callId: string
  offerId: string
  wrapUpId: string
  taskId: string
  voicemailId: string
  noteId: string
  conflictId: string
  keyId: string
  recordingId: string
}
/** In which moment: nothing is in hand and they may call somebody, it rings, it is talked, somebody is asked, it is put aside, it was a message of a queue of theirs, it is written up. */
export type Moment = 'idle' | 'ringing' | 'talking' | 'held' | 'consulting' | 'parked' | 'voicemail' | 'wrapping-up'

let count = 0

/** Gives `userId` a customer, a call in this moment, a task, a note, a conflict and a desk key; what they had is over. */
export async function makeSubject(db: Kysely<Database>, userId: string, moment: Moment): Promise<Subject> {
  count += 1
  // of what is equally old the higher id counts as newer
  const number = String(count).padStart(6, '0')
  const id = (kind: string) => `${kind}-${number}`
  const subject: Subject = {
    ...{ userId, customerId: id('customer'), interactionId: id('interaction'), callId: id('call') },
    ...{
      offerId: id('offer'),
      wrapUpId: id('wrap-up'),
      taskId: id('task'),
      voicemailId: id('voicemail'),
      noteId: id('note'),
    },
    ...{ conflictId: id('conflict'), keyId: id('key') },
    recordingId: `${id('call')}-recording`,
  }
  await endEverythingOf(db, userId)
  await addCustomer(db, subject.customerId, { name: `Customer ${number}` })
  const { customerId: customer_id, interactionId } = subject
  await addInteraction(db, { id: interactionId, customer_id, agent_id: userId, result: 'open', number: '+14155550199' })
  if (moment === 'idle') await letDial(db, userId)
  else if (moment === 'voicemail') await leaveVoicemail(db, subject)
  else await addCall(db, subject, moment)
  await addPapers(db, subject)
  await seat(db, subject, moment)
  return subject
}

/** They serve a queue that has a number to show. */
async function letDial(db: Kysely<Database>, userId: string): Promise<void> {
  const keep = { queue_id: 'support' }
  await db
    .insertInto('queue_number')
    .values({ ...keep, number: '+14155550100' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('queue_member')
    .values({ ...keep, user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function addCall(db: Kysely<Database>, subject: Subject, moment: Moment): Promise<void> {
  const { userId, callId, offerId, interactionId, wrapUpId } = subject
  const state = stateIn(moment)
  const answeredAt = moment === 'ringing' || moment === 'parked' ? null : NOW - 60_000
  // of a queue that nobody serves: who may pick it up is who parked it
  const queueId = moment === 'parked' ? 'unserved' : 'support'
  if (moment === 'parked') await addUnservedQueue(db, queueId)
  await db
    .insertInto('call')
    .values({
      ...{ id: callId, interaction_id: interactionId, queue_id: queueId, provider: 'plain', vendor_id: callId },
      ...{ direction: 'inbound', caller_number: '+14155550199', dialled_number: '+14155550100', state },
      ...{
        agent_id: moment === 'parked' ? null : userId,
        arrived_at: NOW - 70_000,
        queue_position_at: NOW - 70_000,
        answered_at: answeredAt,
      },
      ...{
        held_since: moment === 'held' ? NOW - 5_000 : null,
        held_ms: 0,
        first_answered_at: null,
        ended_at: state === 'ended' ? NOW : null,
      },
      ...{ parked_by: moment === 'parked' ? userId : null, parked_at: moment === 'parked' ? NOW : null },
      ...{ ended_by: null, cause: null, match: JSON.stringify({ kind: 'withheld' }), version: 0 },
    })
    .execute()
  await db
    .insertInto('recording')
    .values({
      ...{ id: `${callId}-recording`, interaction_id: interactionId, customer_id: null, started_at: NOW - 60_000 },
      ...{ state: state === 'ended' ? 'stopped' : 'on', call_id: callId, provider: 'plain', since: NOW - 60_000 },
      stored_at: NOW,
    })
    .execute()
  const up = state === 'ended' ? 'ended' : 'up'
  const leg = { call_id: callId, vendor_id: null, muted: 0, since: NOW, started_at: NOW, ended_at: null, cause: null }
  const customer = { ...leg, id: `${callId}-customer`, role: 'customer', user_id: null, state: up, up_at: NOW } as const
  const parked = moment === 'held' || moment === 'ringing' || moment === 'consulting' || moment === 'parked'
  await db
    .insertInto('leg')
    .values({ ...customer, place: parked ? 'parked' : 'bridge' })
    .execute()
  if (moment !== 'ringing' && moment !== 'parked') {
    const agent = { ...leg, id: `${callId}-agent`, role: 'agent', user_id: userId, state: up, up_at: NOW } as const
    await db
      .insertInto('leg')
      .values({ ...agent, place: 'bridge' })
      .execute()
  }
  if (moment === 'consulting') {
    const target = { ...leg, id: `${callId}-target`, role: 'target', user_id: null, state: up, up_at: NOW } as const
    await db
      .insertInto('leg')
      .values({ ...target, place: 'bridge' })
      .execute()
    await db
      .insertInto('consult')
      .values({
        ...{
          id: `${callId}-consult`,
          call_id: callId,
          by_user_id: userId,
          to_user_id: null,
          to_number: '+14155550177',
        },
        ...{ leg_id: target.id, offer_id: null, state: 'talking', since: NOW, started_at: NOW },
        ...{ ended_at: null, outcome: null },
      })
      .execute()
  }
  if (moment === 'ringing') {
    const offer = { id: offerId, call_id: callId, user_id: userId, offered_at: NOW, expires_at: NOW + 20_000 }
    await db
      .insertInto('offer')
      .values({ ...offer, ended_at: null, outcome: null, decline_reason: null, kind: 'queue', from_user_id: null })
      .execute()
  }
  if (moment === 'wrapping-up') {
    const about = { id: wrapUpId, call_id: callId, interaction_id: interactionId, user_id: userId, queue_id: 'support' }
    const times = { started_at: NOW, due_at: NOW + 60_000, talk_ms: 60_000, extensions_left: 2 }
    await db
      .insertInto('wrap_up')
      .values({ ...about, ...times, finished_at: null, finished_by: null })
      .execute()
    const disposition = { id: `${wrapUpId}-d`, interaction_id: interactionId, code: 'resolved', reason_code: null }
    await db
      .insertInto('disposition')
      .values({ ...disposition, user_id: userId, author: userId, recorded_at: NOW, corrected_at: null })
      .execute()
  }
}

function stateIn(moment: Moment) {
  if (moment === 'ringing') return 'offered' as const
  if (moment === 'parked') return 'parked' as const
  return moment === 'wrapping-up' ? ('ended' as const) : ('connected' as const)
}

/** Somebody left a message at a queue that only they serve. */
async function leaveVoicemail(db: Kysely<Database>, { userId, interactionId, customerId, voicemailId }: Subject) {
  const queueId = `of-${userId}`
  await addUnservedQueue(db, queueId)
  await db
    .insertInto('queue_member')
    .values({ queue_id: queueId, user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await createTasks(db, [
    {
      ...{ id: TaskId.parse(voicemailId), kind: 'voicemail', title: '', dueAt: NOW, assigneeId: null, createdBy: null },
      ...{ customerId: CustomerId.parse(customerId), interactionId: InteractionId.parse(interactionId) },
      ...{ phone: '+14155550199', queueId, now: NOW },
    },
  ])
}

async function addUnservedQueue(db: Kysely<Database>, id: string): Promise<void> {
  const known = await db.selectFrom('queue').select('id').where('id', '=', id).executeTakeFirst()
  if (!known) await addQueue(db, id)
}

async function addPapers(db: Kysely<Database>, subject: Subject): Promise<void> {
  const { userId, customerId, interactionId, taskId, noteId, conflictId } = subject
  await db
    .insertInto('task')
    .values({
      ...{ id: taskId, kind: 'task', title: 'Call back', due_at: null, status: 'open', assignee_id: userId },
      ...{ customer_id: customerId, interaction_id: interactionId, phone: null, created_by: userId },
      ...{ created_at: NOW, done_at: null },
    })
    .execute()
  await db
    .insertInto('note')
    .values({
      ...{ id: noteId, interaction_id: interactionId, user_id: userId, author: userId, revision: 1 },
      ...{ text: 'First', written_at: NOW, updated_at: NOW },
    })
    .execute()
  await db
    .insertInto('conflict')
    .values({
      ...{ id: conflictId, customer_id: customerId, field: 'company', kept_value: '"A"', kept_by: userId },
      ...{ kept_at: NOW, replaced_value: '"B"', replaced_by: 'u-spare-admin', replaced_at: NOW },
    })
    .execute()
  const notice = { conflict_id: conflictId, user_id: userId, acknowledged_at: null }
  await db.insertInto('conflict_notice').values(notice).execute()
}

/** Puts the agent's row where the moment has it; the desk that holds the place keeps it. */
async function seat(db: Kysely<Database>, subject: Subject, moment: Moment): Promise<void> {
  const standing = { ...standingIn(moment, subject), since: NOW }
  const place = { next_state: null, before_unreachable: null, idle_since: NOW, lease_expires_at: NOW + 10_000 }
  await db
    .insertInto('agent')
    .values({ ...standing, ...place, user_id: subject.userId, device_id: null, fence: 1, seq: 0, version: 0 })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ ...standing, ...place }))
    .execute()
}

function standingIn(moment: Moment, { offerId, callId, wrapUpId }: Subject) {
  if (moment === 'idle' || moment === 'parked')
    return { state: 'not_ready', subject_id: null, reason: 'lunch' } as const
  if (moment === 'ringing') return { state: 'offered', subject_id: offerId, reason: null } as const
  if (moment === 'wrapping-up') return { state: 'wrap_up', subject_id: wrapUpId, reason: null } as const
  return { state: 'on_call', subject_id: callId, reason: null } as const
}

async function endEverythingOf(db: Kysely<Database>, userId: string): Promise<void> {
  await db
    .updateTable('call')
    .set({ state: 'ended', ended_at: NOW })
    .where((e) => e.or([e('agent_id', '=', userId), e('parked_by', '=', userId)]))
    .where('state', '<>', 'ended')
    .execute()
  const mine = { user_id: userId }
  await db.updateTable('offer').set({ ended_at: NOW }).where('user_id', '=', mine.user_id).execute()
  await db
    .updateTable('wrap_up')
    .set({ finished_at: NOW, finished_by: 'system' })
    .where('user_id', '=', mine.user_id)
    .where('finished_at', 'is', null)
    .execute()
}
