import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { makeStoryOffer, storyRing } from '#test/support/console-story.ts'
import { makeStoryDesk, type StoryChange } from '#test/support/story-desk.ts'
import { press, renderApp } from './testing/render-app.tsx'

const { now } = browserClock

const openStory = (change?: StoryChange) => renderApp(makeStoryDesk(now, change))

it('rings with the caller, announces it once and answers with F2', async () => {
  const story = await openStory()
  story.ring()
  const card = await screen.findByRole('region', { name: 'Incoming call' })
  expect(within(card).getByText('Maya Okafor')).toBeTruthy()
  expect(within(card).getByText('Last served by Jon Reyes')).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toBe('Incoming call, Maya Okafor, Gold support. F2 to answer.')
  expect(document.activeElement).toBe(document.body)
  press('F2')
  await waitFor(() => expect(story.live()).toEqual([{ type: 'call.answer', offerId: 'offer-1' }]))
})

it('offers the decline reasons with F3', async () => {
  const story = await openStory()
  story.ring()
  await screen.findByRole('region', { name: 'Incoming call' })
  press('F3')
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Not my subject' }))
  await waitFor(() =>
    expect(story.live()).toEqual([{ type: 'call.decline', offerId: 'offer-1', reason: 'wrong_skill' }]),
  )
})

it('asks for no reason again after the ring could not be declined for a moment', async () => {
  const story = await openStory()
  story.ring()
  await screen.findByRole('region', { name: 'Incoming call' })
  press('F3')
  await screen.findByRole('menuitem', { name: 'Not my subject' })
  act(() => story.desk.notify({ kind: 'link', link: { kind: 'offline', since: now() }, clockOffsetMs: 0 }))
  expect(screen.queryByRole('menuitem')).toBeNull()
  act(() => story.desk.notify({ kind: 'link', link: { kind: 'online', since: now() }, clockOffsetMs: 0 }))
  expect(screen.queryByRole('menuitem')).toBeNull()
})

it('keeps the card of a gone ring for a moment, dead', async () => {
  const story = await openStory()
  story.ring()
  await screen.findByRole('region', { name: 'Incoming call' })
  act(() => story.desk.emit({ type: 'offer.ended', offerId: 'offer-1', reason: 'caller_gone' }))
  expect(screen.getByRole('button', { name: /Answer/ }).hasAttribute('disabled')).toBe(true)
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Incoming call' })).toBeNull())
})

it('lets the agent say who is calling with one key', async () => {
  const story = await openStory()
  const customer = {
    customerId: 'cust-2',
    kind: 'individual' as const,
    name: 'Ada Brink',
    company: null,
    jobTitle: null,
    tier: 'standard' as const,
    city: 'Delft',
    phone: null,
    lastContactAt: null,
  }
  const candidates = [
    { reason: 'exact_number' as const, customer },
    { reason: 'exact_number' as const, customer: { ...customer, customerId: 'cust-3', name: 'Bas Brink' } },
  ]
  act(() => {
    story.desk.emit(
      { type: 'call.offered', offer: makeStoryOffer(now()) },
      { ring: { ...storyRing, match: { kind: 'candidates', shared: true, candidates } } },
    )
  })
  await screen.findByRole('region', { name: 'Incoming call' })
  await userEvent.keyboard('2')
  await waitFor(() =>
    expect(story.desk.sent.find((command) => command.kind === 'paperwork')).toMatchObject({
      bodies: [{ type: 'interaction.link', interactionId: 'int-1', customerId: 'cust-3' }],
    }),
  )
})
