import type { z } from 'zod'
import type { CallFacts, OfferFacts, WrapUpFacts } from '#shared/protocol/call.ts'
import type { DeskSnapshot } from '#shared/protocol/desk-port.ts'
import type { queries } from '#shared/protocol/query/query.ts'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import { makeCard } from './desk-samples.ts'

/** One call as console tests tell it: the catalog, an empty desk, and the facts of a ring, a call and its wrap-up. */
const label = (text: string) => ({ en: text, 'zh-CN': `${text}〔简〕`, 'zh-TW': `${text}〔繁〕` })

const storyCatalog: z.input<typeof DeskSnapshot>['catalog'] = {
  revision: 1,
  defaultRegion: 'NL',
  queues: [
    {
      queueId: 'q-gold',
      name: label('Gold support'),
      dispositionRequired: true,
      wrapUpMs: 60_000,
      serviceLevelPercent: 80,
      serviceLevelMs: 20_000,
      scriptId: 'script-gold',
    },
  ],
  dispositions: [
    { code: 'resolved', label: label('Resolved'), needsFollowUp: false, needsReason: true },
    { code: 'follow_up', label: label('Follow-up'), needsFollowUp: true, needsReason: true },
    { code: 'no_action', label: label('No action'), needsFollowUp: false, needsReason: false },
  ],
  reasons: [
    { code: 'billing', parent: null, label: label('Billing') },
    { code: 'billing.surcharge', parent: 'billing', label: label('Surcharge dispute') },
  ],
  scripts: [
    {
      scriptId: 'script-gold',
      title: label('Gold greeting'),
      greeting: label('Thank you for waiting.'),
      steps: [label('Confirm the invoice number')],
    },
  ],
  articles: [
    {
      articleId: 'art-1',
      title: label('Correct an issued invoice'),
      body: label('Open the invoice.'),
      updatedAt: 1000,
      reasonCodes: ['billing.surcharge'],
    },
  ],
}

export function makeStorySnapshot(now: number): z.input<typeof DeskSnapshot> {
  return {
    user: { userId: 'u-1', name: 'Sam Ito', role: 'agent', teamName: 'Inbound' },
    deviceId: 'dev-1',
    projection: {
      epoch: 'e1',
      seq: 0,
      takenAt: now,
      state: { kind: 'available', since: now },
      next: null,
      offer: null,
      calls: [],
      wrapUps: [],
      tasks: [],
    },
    link: { kind: 'online', since: now },
    sync: { waiting: 0, rejected: 0, lastSyncedAt: now, failing: null, storeTrouble: null, salvage: null },
    catalog: storyCatalog,
    floor: {
      asOf: now,
      serving: ['q-gold'],
      queues: [{ queueId: 'q-gold', waiting: 3, longestWaitMs: 18_000, serviceLevel: 71, belowTarget: true }],
      parked: [],
    },
    drafts: [],
    clockOffsetMs: 0,
    pending: [],
    preferences: { language: 'en' },
  }
}

export const storyCard = makeCard('cust-1', {
  name: 'Maya Okafor',
  company: 'Northwind Logistics',
  phones: ['+31107942216'],
})

export const storyRing: z.input<typeof RingPicture> = {
  callerNumber: '+31107942216',
  dialledNumber: '+31208080100',
  match: { kind: 'known', reason: 'exact_number', card: storyCard },
  scriptId: 'script-gold',
  lastAgentName: 'Jon Reyes',
  callsToday: 2,
  fromAgentName: null,
  notes: [],
}

export const makeStoryOffer = (now: number): z.input<typeof OfferFacts> => ({
  offerId: 'offer-1',
  kind: 'queue',
  fromUserId: null,
  callId: 'call-1',
  interactionId: 'int-1',
  queueId: 'q-gold',
  arrivedAt: now - 18_000,
  offeredAt: now,
  expiresAt: now + 20_000,
})

/** A line that can do everything. */
export const wholeLine = { hold: true, mute: true, keypad: true, transfer: true, conference: true }

export const makeStoryCall = (now: number): z.input<typeof CallFacts> => ({
  callId: 'call-1',
  interactionId: 'int-1',
  queueId: 'q-gold',
  direction: 'inbound',
  arrivedAt: now - 20_000,
  answeredAt: now,
  heldSince: null,
  userId: 'u-1',
  part: 'owner',
  consult: null,
  consultEnded: null,
  monitor: null,
  recording: { state: 'none' },
  controls: wholeLine,
  legs: [
    {
      legId: 'leg-c',
      role: 'customer',
      userId: null,
      state: 'up',
      place: 'bridge',
      muted: false,
      since: now,
      answeredBy: null,
    },
    {
      legId: 'leg-a',
      role: 'agent',
      userId: 'u-1',
      state: 'up',
      place: 'bridge',
      muted: false,
      since: now,
      answeredBy: null,
    },
  ],
})

export const makeStoryWrapUp = (now: number): z.input<typeof WrapUpFacts> => ({
  wrapUpId: 'wrap-1',
  callId: 'call-1',
  interactionId: 'int-1',
  queueId: 'q-gold',
  startedAt: now,
  dueAt: now + 60_000,
  talkMs: 468_000,
  unanswered: null,
  dispositionRequired: true,
  extensionsLeft: 1,
  extensionMs: 30_000,
})

/** Who a call can be handed to: one agent who is free, one who talks, and a queue. */
export const storyDirectory = (now: number): z.input<(typeof queries)['transfer.directory']['result']> => ({
  agents: [
    { userId: 'u-jon', name: 'Jon Reyes', teamName: 'Billing', state: 'on_call', since: now - 60_000 },
    { userId: 'u-ava', name: 'Ava Lindqvist', teamName: 'Inbound', state: 'available', since: now - 30_000 },
  ],
  queues: [{ queueId: 'q-bill', name: label('Billing'), waiting: 2, longestWaitMs: 42_000, available: 3 }],
})
