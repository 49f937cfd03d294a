import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import type { Monitor } from '#shared/protocol/call.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { makeStoryDesk } from '#test/support/story-desk.ts'
import { callColumn, renderApp } from './testing/render-app.tsx'

const { now } = browserClock
const userId = UserId.parse('u-sue')

type Story = ReturnType<typeof makeStoryDesk>
function tell(story: Story, monitor: Pick<Monitor, 'mode' | 'state'> | null): void {
  const told = monitor && { ...monitor, userId, name: 'Sue Park', since: now() }
  act(() => story.desk.emit({ type: 'call.monitor-changed', callId: 'call-1', monitor: told }))
}

it('an agent is told who coaches them, who has joined, and no more when they are gone', async () => {
  const story = await renderApp(makeStoryDesk(now))
  story.ring()
  story.answer()
  await callColumn().findByText('Live call')
  tell(story, { mode: 'whisper', state: 'on' })
  expect(await callColumn().findByText('Coach: Sue Park. Only you hear them.')).toBeTruthy()
  tell(story, { mode: 'barge', state: 'on' })
  expect(await callColumn().findByText('Sue Park is in the call. Everybody hears them.')).toBeTruthy()
  tell(story, null)
  await waitFor(() => expect(callColumn().queryByText(/Sue Park/)).toBeNull())
})

it('a supervisor sees who hears them as the line says it, changes that, takes over and leaves', async () => {
  const story = await renderApp(makeStoryDesk(now))
  story.ring()
  const monitor = { userId, name: 'Sue Park', mode: 'monitor', state: 'ringing', since: now() } as const
  story.answer({}, { part: 'supervisor', monitor })
  const takeOver = await callColumn().findByRole('button', { name: 'Take over' })
  expect(takeOver).toHaveProperty('disabled', true)
  tell(story, { mode: 'monitor', state: 'on' })
  expect(await callColumn().findByText('You hear both. Nobody hears you.')).toBeTruthy()
  // they get no wrap-up of this call
  expect(callColumn().queryByText(/wrap-up after the call|needed/i)).toBeNull()
  fireEvent.click(screen.getByRole('radio', { name: 'Whisper' }))
  await waitFor(() => expect(story.live()).toEqual([{ type: 'call.monitor', callId: 'call-1', mode: 'whisper' }]))
  // asked for, and not yet so
  expect(callColumn().getByText('You hear both. Nobody hears you.')).toBeTruthy()
  tell(story, { mode: 'barge', state: 'on' })
  expect(await callColumn().findByText('Everybody hears you.')).toBeTruthy()
  await waitFor(() => expect(takeOver).toHaveProperty('disabled', false))
  fireEvent.keyDown(document.body, { key: 'F8', code: 'F8', shiftKey: true })
  await waitFor(() => expect(story.live().at(-1)).toEqual({ type: 'call.take-over', callId: 'call-1' }))
  await waitFor(() => expect(takeOver).toHaveProperty('disabled', false))
  fireEvent.click(takeOver)
  await waitFor(() => expect(story.live().filter(({ type }) => type === 'call.take-over')).toHaveLength(2))
  fireEvent.click(callColumn().getByRole('button', { name: /^Leave/ }))
  await waitFor(() => expect(story.live().at(-1)).toEqual({ type: 'call.hang-up', callId: 'call-1' }))
})
