import { v7 } from 'uuid'
import type { LiveCommandType } from '#shared/protocol/command/live.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { QueryName } from '#shared/protocol/query/query.ts'
import type { Moment, Subject } from './make-subject.ts'

/** Every command and query of the protocol, about a subject: honest ones, that do their work where they are allowed. */
type LiveProbe = { moment: Moment; command(subject: Subject): object }

export const liveProbes: Record<LiveCommandType, LiveProbe> = {
  // they have no way to name another agent: whoever tries says something the schema does not know
  'agent.set-state': {
    moment: 'talking',
    command: ({ userId }) => ({ state: { kind: 'not_ready', reason: 'lunch' }, userId }),
  },
  'call.answer': { moment: 'ringing', command: ({ offerId }) => ({ offerId }) },
  'call.decline': { moment: 'ringing', command: ({ offerId }) => ({ offerId, reason: 'busy' }) },
  'call.hold': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'call.resume': { moment: 'held', command: ({ callId }) => ({ callId }) },
  'call.mute': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'call.unmute': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'call.hang-up': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'call.consult': {
    moment: 'talking',
    command: ({ callId }) => ({ callId, to: { kind: 'number', number: '+14155550177' } }),
  },
  'call.swap': { moment: 'consulting', command: ({ callId }) => ({ callId }) },
  'call.merge': { moment: 'consulting', command: ({ callId }) => ({ callId }) },
  'call.complete': { moment: 'consulting', command: ({ callId }) => ({ callId }) },
  'call.cancel-consult': { moment: 'consulting', command: ({ callId }) => ({ callId }) },
  'call.transfer': {
    moment: 'talking',
    command: ({ callId }) => ({ callId, to: { kind: 'number', number: '+14155550177' } }),
  },
  'call.dial': {
    moment: 'idle',
    command: ({ userId }) => ({
      ...{ dialId: v7(), number: '+14155550177', queueId: null, from: null, customerId: null, userId },
    }),
  },
  'call.park': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'call.pick-up': { moment: 'parked', command: ({ callId }) => ({ callId }) },
  'call.keypad': { moment: 'talking', command: ({ callId }) => ({ callId, digits: '1' }) },
  'call.pause-recording': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'call.resume-recording': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'call.detach': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'call.attach': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'call.rejoin': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'call.monitor': { moment: 'talking', command: ({ callId }) => ({ callId, mode: 'monitor' }) },
  'call.stop-monitor': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'call.take-over': { moment: 'talking', command: ({ callId }) => ({ callId }) },
  'voicemail.take': { moment: 'voicemail', command: ({ voicemailId }) => ({ taskId: voicemailId }) },
  'wrap-up.extend': { moment: 'wrapping-up', command: ({ wrapUpId }) => ({ wrapUpId }) },
}

type PaperworkProbe = (subject: Subject) => object
const followUp = () => ({ taskId: v7(), kind: 'task', title: 'Send the offer', dueAt: null })

export const paperworkProbes: Record<PaperworkBody['type'], PaperworkProbe> = {
  'interaction.note': ({ interactionId }) => ({ interactionId, noteId: v7(), revision: 1, text: 'Wants a call back' }),
  'interaction.dispose': ({ interactionId }) => ({
    ...{ interactionId, code: 'follow_up', reasonCode: null, followUp: followUp() },
  }),
  'interaction.link': ({ interactionId }) => ({ interactionId, customerId: null }),
  'wrap-up.finish': ({ wrapUpId, interactionId }) => ({ wrapUpId, interactionId, then: 'next' }),
  'customer.update': ({ customerId }) => ({
    ...{ customerId, changes: [{ field: 'jobTitle', value: 'Buyer', baseVersion: 0 }] },
  }),
  'customer.create': ({ interactionId }) => ({
    ...{ customerId: v7(), kind: 'individual', name: 'Lin', company: null, email: null, phones: [] },
    ...{ language: null, interactionId },
  }),
  'task.create': ({ interactionId, customerId }) => ({ followUp: followUp(), customerId, interactionId }),
  'task.complete': ({ taskId }) => ({ taskId }),
  'conflict.acknowledge': ({ conflictId }) => ({ conflictId }),
  'favourite.set': ({ userId }) => ({ target: { kind: 'agent', userId }, marked: true }),
}

type QueryProbe = {
  params(subject: Subject): object
  /** what the answer must hold where it is allowed; null: being answered is all there is to see */
  holds(subject: Subject): string | null
}
const byCustomer: QueryProbe = { params: ({ customerId }) => ({ customerId }), holds: () => null }
const paged: QueryProbe = { params: ({ customerId }) => ({ customerId, limit: 10, before: null }), holds: () => null }

export const queryProbes: Record<QueryName, QueryProbe> = {
  'customer.search': {
    params: ({ customerId }) => ({ text: customerId.replace('-', ' '), limit: 10 }),
    holds: (subject) => subject.customerId,
  },
  'customer.card': { ...byCustomer, holds: ({ customerId }) => customerId },
  'customer.timeline': {
    params: ({ customerId }) => ({ customerId, channel: null, limit: 10, before: null }),
    holds: ({ interactionId }) => interactionId,
  },
  'customer.orders': paged,
  'customer.cases': byCustomer,
  'customer.opportunities': byCustomer,
  'customer.tasks': { ...byCustomer, holds: ({ taskId }) => taskId },
  'customer.files': byCustomer,
  'caller.match': { params: () => ({ number: '+14155550199' }), holds: () => null },
  'interaction.get': {
    params: ({ interactionId }) => ({ interactionId }),
    holds: ({ interactionId }) => interactionId,
  },
  'interaction.search': {
    params: () => ({ text: '+14155550199', limit: 50 }),
    holds: ({ interactionId }) => interactionId,
  },
  'recording.get': {
    params: ({ recordingId }) => ({ recordingId }),
    holds: ({ recordingId }) => recordingId,
  },
  'work.list': { params: () => ({}), holds: ({ taskId }) => taskId },
  'calls.recent': { params: () => ({ limit: 50 }), holds: ({ interactionId }) => interactionId },
  'floor.live': { params: () => ({}), holds: () => null },
  'transfer.directory': { params: () => ({}), holds: () => null },
  'contact.search': {
    params: ({ customerId }) => ({ text: customerId.replace('-', ' '), limit: 10 }),
    // the subjects have no number: nobody could call them
    holds: () => null,
  },
  'favourites.list': { params: () => ({}), holds: () => null },
  'dialling.check': {
    params: () => ({ number: '+14155550199', queueId: null, customerId: null, callId: null }),
    holds: () => null,
  },
  'phone.credentials': { params: () => ({}), holds: () => null },
  catalog: { params: () => ({}), holds: () => null },
}
