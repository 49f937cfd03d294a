import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { makeStoryWrapUp, storyRing } from '#test/support/console-story.ts'
import { makeStoryDesk, type StoryChange } from '#test/support/story-desk.ts'
import { callColumn, renderApp } from './testing/render-app.tsx'

const { now } = browserClock

const openStory = (change?: StoryChange) => renderApp(makeStoryDesk(now, change))

it('keeps every word of the notes as a draft and sends all of wrap-up in one act', async () => {
  const story = await openStory()
  story.ring()
  story.answer()
  const notes = await screen.findByRole('textbox', { name: /Call notes/ })
  await userEvent.type(notes, 'Wants a corrected invoice')
  story.hangUp()
  await callColumn().findByRole('button', { name: /Save & next call/ })
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  expect(story.desk.sent.filter((command) => command.kind === 'paperwork')).toEqual([])
  expect(await callColumn().findByText('Still needed: outcome')).toBeTruthy()
  await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('radio'))
  await userEvent.keyboard('3')
  await waitFor(() =>
    expect(
      callColumn()
        .getByRole('radio', { name: /No action/ })
        .getAttribute('aria-checked'),
    ).toBe('true'),
  )
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(story.desk.sent.some((command) => command.kind === 'paperwork')).toBe(true))
  const paperwork = story.desk.sent.find((command) => command.kind === 'paperwork')
  expect(paperwork?.dropDraft).toBe('int-1')
  expect(paperwork?.bodies.map((body: PaperworkBody) => body.type)).toEqual([
    'interaction.note',
    'interaction.dispose',
    'wrap-up.finish',
  ])
  expect(paperwork?.bodies[0]).toMatchObject({ text: 'Wants a corrected invoice', revision: 1 })
  await waitFor(() => expect(document.activeElement).toBe(document.getElementById('work-title')))
})

it('gives the focus to the first field that is missing, one after the other', async () => {
  const story = await openStory()
  story.ring()
  story.answer()
  await screen.findByRole('textbox', { name: /Call notes/ })
  story.hangUp()
  await callColumn().findByRole('button', { name: /Save & next call/ })
  await userEvent.click(callColumn().getByRole('radio', { name: /Follow-up/ }))
  const reason = await callColumn().findByRole('combobox', { name: /Reason/ })
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(document.activeElement).toBe(reason))
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() =>
    expect(document.activeElement).toBe(callColumn().getByRole('textbox', { name: /What is to be done/ })),
  )
})

it('a wrap-up saved without the service says that it is saved and asks for nothing more', async () => {
  await openStory((snapshot) => {
    snapshot.projection.state = { kind: 'wrap_up', since: now(), wrapUpId: 'wrap-1' }
    snapshot.projection.wrapUps = [{ facts: makeStoryWrapUp(now()), customerId: 'cust-1', picture: storyRing }]
    snapshot.link = { kind: 'offline', since: now() }
    snapshot.pending = [
      {
        commandId: '01990000-0000-7000-8000-000000000001',
        n: 1,
        body: { type: 'wrap-up.finish', wrapUpId: 'wrap-1', interactionId: 'int-1', then: 'next' },
        writtenAt: now(),
        attempts: 0,
        state: { kind: 'waiting' },
      },
    ]
  })
  expect(await callColumn().findByText('Wrap-up is saved')).toBeTruthy()
  expect(callColumn().queryByText(/Still needed/)).toBeNull()
})
