import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { makeStoryDesk, type StoryChange } from '#test/support/story-desk.ts'
import { renderApp } from './testing/render-app.tsx'

const { now } = browserClock

const openStory = (change?: StoryChange) => renderApp(makeStoryDesk(now, change))

it('looks a number up that a link brought', async () => {
  const story = await openStory()
  act(() => story.desk.notify({ kind: 'number-link', number: '+31107942216' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Alerts: 1' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Look up' }))
  const box = await screen.findByRole<HTMLInputElement>('searchbox')
  expect(box.value).toBe('+31107942216')
  expect(screen.getByRole('button', { name: 'Alerts: none' })).toBeTruthy()
})
