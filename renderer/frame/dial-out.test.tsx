import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import type { Unanswered } from '#shared/protocol/call.ts'
import type { QueryParams } from '#shared/protocol/query/query.ts'
import { makeStoryCall, makeStoryWrapUp, storyRing } from '#test/support/console-story.ts'
import { makeStoryDesk, type StoryChange } from '#test/support/story-desk.ts'
import { callColumn, press, renderApp } from './testing/render-app.tsx'

const { now } = browserClock
const summary = {
  ...{ customerId: 'cust-1', kind: 'individual', name: 'Maya Okafor', company: null, jobTitle: null },
  ...{ tier: 'standard', phone: '+31107942216', city: null, lastContactAt: null },
}
const oneNumber = [{ queueId: 'q-gold', numbers: ['+31208080100'] }]

async function openStory(choices: unknown[] = oneNumber, called: object = {}, change?: StoryChange) {
  const answer = ({ number }: QueryParams<'dialling.check'>) => ({
    choices,
    called:
      number === null ? null : { kind: 'number', number, country: 'NL', refused: null, candidates: [], ...called },
  })
  return renderApp(makeStoryDesk(now, change, { 'dialling.check': answer }))
}
const field = () => callColumn().findByRole('combobox', { name: 'Call a name or number' })
const dialled = (more: object = {}) => ({
  ...{ type: 'call.dial', dialId: expect.any(String), number: '+31107942216' },
  ...{ queueId: 'q-gold', from: '+31208080100', customerId: null, ...more },
})

it('calls what was typed, once, for the first queue and with its number', async () => {
  const story = await openStory()
  await userEvent.type(await field(), '+31107942216{Enter}')
  await waitFor(() => expect(story.live()).toEqual([dialled()]))
})

it('says who has the number', async () => {
  await openStory(oneNumber, { candidates: [summary] })
  await userEvent.type(await field(), '+31107942216')
  expect(await callColumn().findByText('Maya Okafor')).toBeTruthy()
})

it('says why a number may not be called, and does not call it', async () => {
  const story = await openStory(oneNumber, { refused: 'do_not_call' })
  await userEvent.type(await field(), '+31107942216')
  expect(await callColumn().findByText('Whoever has this number asked not to be called.')).toBeTruthy()
  await userEvent.type(await field(), '{Enter}')
  expect(callColumn().getByRole('button', { name: 'Call' }).hasAttribute('disabled')).toBe(true)
  expect(story.live()).toEqual([])
})

it('shows the number that was chosen to be seen', async () => {
  const story = await openStory([{ queueId: 'q-gold', numbers: ['+31208080100', '+31208080199'] }])
  await userEvent.type(await field(), '+31107942216')
  await userEvent.selectOptions(await callColumn().findByLabelText('Number they see'), '020 808 0199')
  await userEvent.click(callColumn().getByRole('button', { name: 'Call' }))
  await waitFor(() => expect(story.live()).toEqual([dialled({ from: '+31208080199' })]))
})

it('offers nothing to who may call nobody', async () => {
  await openStory([])
  await callColumn().findByText('Waiting for the next call')
  expect(callColumn().queryByRole('combobox', { name: 'Call a name or number' })).toBeNull()
})

it('goes to the field by its key', async () => {
  await openStory()
  const box = await field()
  act(() => press('p', { altKey: true }))
  await waitFor(() => expect(document.activeElement).toBe(box))
})

it('tells how far the call got as the line says it, and how it ended', async () => {
  const story = await openStory()
  await field()
  const agentLeg = {
    legId: 'leg-a',
    role: 'agent' as const,
    userId: 'u-1',
    place: 'bridge' as const,
    muted: false,
    answeredBy: null,
  }
  const call = {
    ...makeStoryCall(now()),
    ...{ direction: 'outbound' as const, answeredAt: null },
    legs: [{ ...agentLeg, state: 'dialing' as const, since: now() }],
  }
  act(() => {
    story.desk.emit({
      type: 'agent.state-changed',
      state: { kind: 'on_call', since: now(), callId: 'call-1' },
      next: null,
    })
    story.desk.emit({ type: 'call.dialed', call }, { ring: storyRing })
  })
  expect(await callColumn().findByText('Your phone first…')).toBeTruthy()
  const unanswered = { answeredAt: null, heldSince: null }
  const customerLeg = {
    answeredBy: null,
    legId: 'leg-c',
    role: 'customer' as const,
    userId: null,
    place: 'parked' as const,
    muted: false,
  }
  for (const [state, word] of [
    ['dialing', 'Calling…'],
    ['ringing', 'Ringing there'],
  ] as const) {
    act(() =>
      story.desk.emit({
        type: 'leg.changed',
        callId: 'call-1',
        leg: { ...customerLeg, state, since: now() },
        ...unanswered,
      }),
    )
    expect(await callColumn().findByText(word)).toBeTruthy()
  }
  const talking = { ...customerLeg, state: 'up' as const, place: 'bridge' as const, since: now() }
  const told = { type: 'leg.changed' as const, callId: 'call-1', answeredAt: now(), heldSince: null }
  act(() => story.desk.emit({ ...told, leg: talking }))
  expect(await callColumn().findByText('Live call')).toBeTruthy()
  expect(callColumn().queryByText('Machine answered')).toBeNull()
  act(() => story.desk.emit({ ...told, leg: { ...talking, answeredBy: 'machine' } }))
  expect((await callColumn().findByText('Machine answered')).closest('[role=status]')).toBeTruthy()
  await userEvent.click(callColumn().getByRole('button', { name: /End/ }))
  await waitFor(() => expect(story.live()).toEqual([{ type: 'call.hang-up', callId: 'call-1' }]))
})

it.each<[Unanswered, string]>([
  ['busy', 'Busy'],
  ['no_answer', 'Nobody answered'],
  ['own_phone', 'Your own phone did not answer'],
])('says in wrap-up that it came to nothing: %s', async (unanswered, words) => {
  await openStory(oneNumber, {}, (snapshot) => {
    snapshot.projection.state = { kind: 'wrap_up', since: now(), wrapUpId: 'wrap-1' }
    snapshot.projection.wrapUps = [
      { facts: { ...makeStoryWrapUp(now()), talkMs: 0, unanswered }, customerId: 'cust-1', picture: storyRing },
    ]
  })
  expect(await callColumn().findByText(words)).toBeTruthy()
})

it('calls the number that a link brought, when the agent says so', async () => {
  const story = await openStory()
  act(() => story.desk.notify({ kind: 'number-link', number: '+31107942216' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Alerts: 1' }))
  expect(story.live()).toEqual([])
  await userEvent.click(await screen.findByRole('button', { name: 'Call 010 794 2216' }))
  await waitFor(() => expect(story.live()).toEqual([dialled({ queueId: null, from: null })]))
})
