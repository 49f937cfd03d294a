import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { makeStoryCall } from '#test/support/console-story.ts'
import { makeStoryDesk, type StoryChange } from '#test/support/story-desk.ts'
import { callColumn, renderApp } from './testing/render-app.tsx'

const { now } = browserClock

const openStory = (change?: StoryChange) => renderApp(makeStoryDesk(now, change))

it('leaves the focus where it is at the answer, or moves it to the notes for those who want that', async () => {
  const story = await openStory((snapshot) => {
    snapshot.preferences = { focusNotesAfterAnswer: true }
  })
  story.ring()
  await callColumn().findByRole('tab', { name: 'Script' })
  story.answer()
  const notes = await screen.findByRole('textbox', { name: /Call notes/ })
  await waitFor(() => expect(document.activeElement).toBe(notes))
})

it('keeps the focus in the notes that were begun while it rang', async () => {
  const story = await openStory()
  story.ring()
  await userEvent.click(await callColumn().findByRole('tab', { name: /Notes/ }))
  const notes = await callColumn().findByRole('textbox', { name: /Call notes/ })
  await userEvent.type(notes, 'Rang twice')
  story.answer()
  await callColumn().findByText('Live call')
  expect(document.activeElement).toBe(notes)
})

it('keeps the focus in the notes from the moment the lines go down to the end of wrap-up', async () => {
  const story = await openStory()
  story.ring()
  story.answer()
  const notes = await callColumn().findByRole('textbox', { name: /Call notes/ })
  await userEvent.type(notes, 'Hung up while I typed')
  const { legs } = makeStoryCall(now())
  for (const leg of legs) {
    act(() =>
      story.desk.emit({
        type: 'leg.changed',
        callId: 'call-1',
        leg: { ...leg, state: 'ended', since: now() },
        answeredAt: now(),
        heldSince: null,
      }),
    )
    expect(document.activeElement).toBe(notes)
  }
  expect(callColumn().getByRole('button', { name: /End/ }).hasAttribute('disabled')).toBe(true)
  story.hangUp()
  await callColumn().findByText(/Call ended/)
  expect(document.activeElement).toBe(notes)
})

it('goes from the answer to wrap-up when the caller hangs up at once, with no dead ring between', async () => {
  const story = await openStory()
  story.ring()
  await userEvent.click(await callColumn().findByRole('tab', { name: /Notes/ }))
  const notes = await callColumn().findByRole('textbox', { name: /Call notes/ })
  await userEvent.type(notes, 'Hung up at once')
  story.answer()
  story.hangUp()
  expect(callColumn().getByText(/Call ended/)).toBeTruthy()
  expect(document.activeElement).toBe(notes)
})
