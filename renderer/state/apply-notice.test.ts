import { expect, it } from 'vitest'
import { makeSnapshot, testNow, testShell } from '#renderer/customer/testing/make-snapshot.ts'
import { DeskSnapshot, type Draft } from '#shared/protocol/desk-port.ts'
import { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import { makeStorySnapshot, makeStoryWrapUp, storyRing } from '#test/support/console-story.ts'
import { applyNotice } from './apply-notice.ts'
import { fromSnapshot } from './console-state.ts'

const start = () => fromSnapshot(DeskSnapshot.parse(makeSnapshot()), testShell)
const makeDraft = (revision: number): Draft => ({
  key: 'int-1',
  revision,
  fields: { note: `${revision}` },
  savedAt: testNow,
})

it('the higher revision of a draft stands, whichever notice comes last', () => {
  const newer = applyNotice(start(), { kind: 'draft', draft: makeDraft(3) })
  const late = applyNotice(newer, { kind: 'draft', draft: makeDraft(2) })
  expect(late.drafts['int-1']?.revision).toBe(3)
  expect(applyNotice(late, { kind: 'draft-dropped', key: 'int-1' }).drafts).toEqual({})
})

it('broken preferences fall back one by one', () => {
  const next = applyNotice(start(), { kind: 'preferences', preferences: { theme: 'neon', density: 'touch' } })
  expect(next.preferences).toMatchObject({ theme: 'system', density: 'touch' })
})

it('what is no state of the console leaves it as it is', () => {
  const state = start()
  expect(applyNotice(state, { kind: 'shell', action: 'answer', detail: null })).toBe(state)
  expect(applyNotice(state, { kind: 'signed-out', reason: null })).toBe(state)
})

it('the customer of the wrap-up that ended last stays at hand, as this desk has linked it', () => {
  const story = makeStorySnapshot(testNow)
  story.projection.wrapUps = [{ facts: makeStoryWrapUp(testNow), customerId: 'cust-1', picture: storyRing }]
  const before = fromSnapshot(DeskSnapshot.parse(story), testShell)
  const delivered = DeliveredEvent.parse({
    seq: before.projection.seq + 1,
    at: testNow,
    event: { type: 'wrap-up.finished', wrapUpId: 'wrap-1', interactionId: 'int-1', by: 'agent' },
  })
  expect(applyNotice(before, { kind: 'event', delivered }).lastWorked).toEqual({
    interactionId: 'int-1',
    customerId: 'cust-1',
  })
})
