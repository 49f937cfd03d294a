import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import type { Recording } from '#shared/protocol/call.ts'
import { makeStoryDesk } from '#test/support/story-desk.ts'
import { callColumn, press, renderApp } from './testing/render-app.tsx'

const { now } = browserClock
const pause = { type: 'call.pause-recording', callId: 'call-1' }
const resume = { type: 'call.resume-recording', callId: 'call-1' }

/** A call that is talked on, its recording as the line says. */
async function openCall(state: Recording['state']) {
  const story = await renderApp(makeStoryDesk(now))
  story.ring()
  story.answer({}, { recording: toFact(state) })
  await callColumn().findByText('Live call')
  // its part is fetched behind the screen
  await callColumn().findByRole('button', { name: /^(Card data|Resume recording)/ })
  return {
    ...story,
    line: (next: Recording['state']) =>
      act(() => story.desk.emit({ type: 'call.recording-changed', callId: 'call-1', recording: toFact(next) })),
  }
}
function toFact(state: Recording['state']): Recording {
  const isPlain = state === 'none' || state === 'starting' || state === 'stopped' || state === 'failed'
  return isPlain ? { state } : { state, since: now() }
}
const pressCardData = () => press('r', { altKey: true })
const isShown = (text: string | RegExp) => callColumn().queryByText(text) !== null

it('stays locked until the line has confirmed the pause, and ends as the recording goes on', async () => {
  const story = await openCall('on')
  pressCardData()
  await callColumn().findByText('Card data: locked')
  expect(isShown(/Take no card data yet/)).toBe(true)
  expect(story.live()).toEqual([pause])
  story.line('pausing')
  expect(isShown('Card data: locked')).toBe(true)
  story.line('paused')
  await callColumn().findByText('Card data may be said now')
  expect(isShown('Recording paused')).toBe(true)
  await userEvent.click(callColumn().getByRole('button', { name: /^Resume recording/ }))
  await waitFor(() => expect(story.live()).toEqual([pause, resume]))
  story.line('resuming')
  expect(isShown(/Take no more card data/)).toBe(true)
  story.line('on')
  expect(isShown(/Card data:|may be said/)).toBe(false)
  expect(callColumn().getByRole('button', { name: /^Card data/ })).toBe(document.activeElement)
})

it('says that the line did not pause, stays locked, and asks again', async () => {
  const story = await openCall('on')
  pressCardData()
  story.line('pausing')
  story.line('on')
  await callColumn().findByText(/did not pause the recording/, {}, { timeout: 6_000 })
  expect(isShown('Card data: locked')).toBe(true)
  await userEvent.click(callColumn().getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(story.live()).toEqual([pause, pause]))
  await callColumn().findByText(/The line is asked/)
  await userEvent.click(callColumn().getByRole('button', { name: /^Cancel/ }))
  expect(isShown('Card data: locked')).toBe(false)
  // it was never paused
  expect(story.live()).toEqual([pause, pause])
})

it('is open at once where nothing is recorded, and locked as soon as the line records after all', async () => {
  const story = await openCall('none')
  pressCardData()
  await callColumn().findByText('Card data may be said now')
  expect(isShown(/This call is not recorded/)).toBe(true)
  expect(story.live()).toEqual([])
  story.line('on')
  expect(isShown('Card data: locked')).toBe(true)
})

it('is locked while the link is down: nobody knows what the line does', async () => {
  const story = await openCall('paused')
  expect(isShown('Card data may be said now')).toBe(true)
  act(() => story.desk.notify({ kind: 'link', link: { kind: 'offline', since: now() }, clockOffsetMs: 0 }))
  expect(isShown('Card data: locked')).toBe(true)
  expect(isShown(/No connection: it may record/)).toBe(true)
})

it('covers every long number that is typed in it, sound or not, and none after it', async () => {
  const story = await openCall('paused')
  const notes = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Call notes/ })
  await userEvent.type(notes, '4111 1111 1111 1112, pays 49.90')
  expect(notes.value).toBe('•••• •••• •••• ••••, pays 49.90')
  const saved = () =>
    story.desk.sent.flatMap((sent) =>
      sent.kind === 'local' && sent.command.type === 'draft.save' ? [String(sent.command.fields.note)] : [],
    )
  await waitFor(() => expect(saved().at(-1)).toBe('•••• •••• •••• ••••, pays 49.90'))
  for (const note of saved()) expect(note.replaceAll(/\D/g, '').length).toBeLessThanOrEqual(5)
  story.line('on')
  await userEvent.type(notes, '. Order 12345678 ok')
  expect(notes.value).toBe('•••• •••• •••• ••••, pays 49.90. Order 12345678 ok')
})
