import { act, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { makeStoryCall, storyRing } from '#test/support/console-story.ts'
import { makeStoryDesk, type StoryChange } from '#test/support/story-desk.ts'
import { callColumn, press, renderApp } from './testing/render-app.tsx'

const { now } = browserClock

const openStory = (change?: StoryChange) => renderApp(makeStoryDesk(now, change))

it('steers the live call, and offers nothing while the link is down', async () => {
  const story = await openStory()
  story.ring()
  story.answer()
  await callColumn().findByText('Live call')
  press('F7')
  await waitFor(() => expect(story.live()).toContainEqual({ type: 'call.hold', callId: 'call-1' }))
  act(() => story.desk.notify({ kind: 'link', link: { kind: 'offline', since: now() }, clockOffsetMs: 0 }))
  expect(callColumn().getByText('unconfirmed')).toBeTruthy()
  expect(screen.getByText(/your call continues/)).toBeTruthy()
  expect(callColumn().getByRole('button', { name: /End/ }).hasAttribute('disabled')).toBe(true)
})

it('does what a key of the whole computer asks for, and nothing the line cannot do', async () => {
  const story = await openStory()
  const shell = (action: 'answer' | 'toggle-mute' | 'end') =>
    act(() => story.desk.notify({ kind: 'shell', action, detail: null }))
  story.ring()
  await callColumn().findByText('Incoming call')
  shell('answer')
  await waitFor(() => expect(story.live()).toEqual([{ type: 'call.answer', offerId: 'offer-1' }]))
  story.answer({ hold: true, mute: true })
  await callColumn().findByText('Live call')
  shell('toggle-mute')
  await waitFor(() => expect(story.live().at(-1)).toEqual({ type: 'call.mute', callId: 'call-1' }))
  shell('end')
  await waitFor(() => expect(story.live().at(-1)).toEqual({ type: 'call.hang-up', callId: 'call-1' }))
})

it('shows and does only what the line of the call can do', async () => {
  const story = await openStory()
  story.ring()
  story.answer({ hold: false, mute: true })
  await callColumn().findByText('Live call')
  expect(callColumn().getByRole('button', { name: /Mute/ })).toBeTruthy()
  expect(callColumn().queryByRole('button', { name: /Hold/ })).toBeNull()
  press('F7')
  press('F6')
  await waitFor(() => expect(story.live()).toEqual([{ type: 'call.mute', callId: 'call-1' }]))
})

it('gives the sentence back after a restart', async () => {
  await openStory((snapshot) => {
    snapshot.projection.calls = [{ call: makeStoryCall(now()), customerId: 'cust-1', picture: storyRing }]
    snapshot.projection.state = { kind: 'on_call', since: now(), callId: 'call-1' }
    snapshot.drafts = [
      { key: 'int-1', revision: 4, savedAt: now(), fields: { note: 'half a senten', noteId: 'note-1' } },
    ]
  })
  const notes = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Call notes/ })
  expect(notes.value).toBe('half a senten')
})

it.each([
  ['a call from its answer', null, 90],
  ['a hold from its beginning', 20_000, 20],
])('counts %s in the state as in the dock, also where the desk was away in between', async (_what, held, seconds) => {
  const start = now()
  await openStory((snapshot) => {
    const call = {
      ...makeStoryCall(start),
      answeredAt: start - 90_000,
      heldSince: held === null ? null : start - held,
    }
    snapshot.projection.calls = [{ call, customerId: 'cust-1', picture: storyRing }]
    // central begins the state anew when the lease comes back
    snapshot.projection.state = { kind: 'on_call', since: start, callId: 'call-1' }
  })
  const shown = screen.getByRole('button', { name: /Change my state/ }).textContent ?? ''
  const [, minutes, rest] = /(\d+):(\d\d)/.exec(shown) ?? []
  const late = Number(minutes) * 60 + Number(rest) - seconds
  // drawn a little later on a busy machine
  expect(late).toBeGreaterThanOrEqual(0)
  expect(late).toBeLessThan(15)
})
