import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import type { Consult, ConsultEnd } from '#shared/protocol/call.ts'
import { CommandId, ConsultId, LegId, UserId } from '#shared/protocol/ids.ts'
import { makeStoryWrapUp, storyRing } from '#test/support/console-story.ts'
import { makeStoryDesk } from '#test/support/story-desk.ts'
import { callColumn, press, renderApp } from './testing/render-app.tsx'

const { now } = browserClock

async function openCall(controls = {}) {
  const story = await renderApp(makeStoryDesk(now))
  story.ring()
  story.answer(controls)
  await callColumn().findByText('Live call')
  const change = (state: Consult['state'] | null, ended: ConsultEnd | null = null) =>
    act(() => {
      const to = { kind: 'agent' as const, userId: UserId.parse('u-ava') }
      const legId = state === 'ringing' ? null : LegId.parse('leg-t')
      const consult = state === null ? null : { consultId: ConsultId.parse('k-1'), to, legId, state, since: now() }
      story.desk.emit({ type: 'call.consult-changed', callId: 'call-1', consult, ended })
    })
  return { story, change }
}

const openDirectory = async (key: string, title: string) => {
  press(key)
  const field = await callColumn().findByRole('combobox', { name: title })
  await callColumn().findByRole('option', { name: /Ava Lindqvist/ })
  return field
}
const chosen = () => callColumn().getByRole('option', { selected: true }).textContent

it('asks with Enter and sends away only with the other key, wherever the arrows stand', async () => {
  const { story } = await openCall()
  const field = await openDirectory('F8', 'Name, queue or number')
  // who is free stands first
  expect(chosen()).toContain('Ava Lindqvist')
  fireEvent.keyDown(field, { key: 'ArrowUp' })
  // who cannot take a call stands below everybody who can
  expect(chosen()).toContain('Jon Reyes')
  fireEvent.keyDown(field, { key: 'Enter' })
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
  expect(callColumn().getByText('Jon Reyes cannot take a call now.')).toBeTruthy()
  fireEvent.keyDown(field, { key: 'ArrowUp' })
  expect(chosen()).toContain('Billing')
  // a queue cannot be asked
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(story.live()).toEqual([])
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
  await waitFor(() => expect(callColumn().queryByRole('combobox', { name: 'Name, queue or number' })).toBeNull())
  expect(story.live()).toEqual([{ type: 'call.transfer', callId: 'call-1', to: { kind: 'queue', queueId: 'q-bill' } }])
})

it('chooses with a click and does nothing else by it', async () => {
  const { story } = await openCall()
  await openDirectory('F8', 'Name, queue or number')
  fireEvent.click(callColumn().getByRole('option', { name: /Ava Lindqvist/ }))
  expect(story.live()).toEqual([])
  fireEvent.click(callColumn().getByRole('button', { name: /Ask first/ }))
  await waitFor(() =>
    expect(story.live()).toEqual([{ type: 'call.consult', callId: 'call-1', to: { kind: 'agent', userId: 'u-ava' } }]),
  )
})

it('adds a call to a number of the home country, and offers no queue for it', async () => {
  const { story } = await openCall()
  const field = await openDirectory('F9', 'Name or number')
  expect(callColumn().queryByRole('option', { name: /waiting/ })).toBeNull()
  fireEvent.change(field, { target: { value: '020 794 2216' } })
  expect(await callColumn().findByText(/^Netherlands · in nobody/)).toBeTruthy()
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(() =>
    expect(story.live()).toEqual([
      { type: 'call.consult', callId: 'call-1', to: { kind: 'number', number: '+31207942216' } },
    ]),
  )
})

it('stays open after a refusal, says why, and Escape gives the focus back', async () => {
  const { story } = await openCall()
  const notes = await screen.findByRole('textbox', { name: /Call notes/ })
  notes.focus()
  story.desk.refuseLive({ code: 'target_busy' })
  const field = await openDirectory('F8', 'Name, queue or number')
  expect(document.activeElement).toBe(field)
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(await screen.findByText(/They cannot take a call now/)).toBeTruthy()
  expect(callColumn().getByRole('combobox', { name: 'Name, queue or number' })).toBe(field)
  fireEvent.keyDown(field, { key: 'Escape' })
  await waitFor(() => expect(document.activeElement).toBe(notes))
})

it('lists nobody while the link is down', async () => {
  const { story } = await openCall()
  await openDirectory('F8', 'Name, queue or number')
  act(() => story.desk.notify({ kind: 'link', link: { kind: 'offline', since: now() }, clockOffsetMs: 0 }))
  expect(callColumn().queryAllByRole('option')).toEqual([])
  expect(callColumn().getByText(/Not possible while the connection is down/)).toBeTruthy()
})

it('shows only what the line can do', async () => {
  const { story } = await openCall({ transfer: false, keypad: false, conference: false })
  for (const name of [/^Transfer/, /^Add call/, /^Keypad/]) {
    expect(callColumn().queryByRole('button', { name })).toBeNull()
  }
  press('F8')
  press('F10')
  expect(callColumn().queryByRole('combobox', { name: 'Name, queue or number' })).toBeNull()
  expect(story.live()).toEqual([])
})

it('lists who talks and who waits, and offers in each state what it allows', async () => {
  const { story, change } = await openCall()
  const row = (name: RegExp) => {
    const found = within(callColumn().getByRole('list', { name: 'Who is on this call' })).getAllByRole('listitem')
    return found.find((item) => name.test(item.textContent ?? ''))?.textContent ?? ''
  }
  change('ringing')
  expect(await callColumn().findByText('Consulting')).toBeTruthy()
  await waitFor(() => expect(row(/Ava Lindqvist/)).toContain('Ringing'))
  expect(row(/Maya Okafor/)).toContain('On hold')
  for (const name of [/^Complete/, /^Swap/, /^Merge/, /^End/]) {
    expect(callColumn().queryByRole('button', { name })).toBeNull()
  }
  change('talking')
  expect(row(/Ava Lindqvist/)).toContain('Talking')
  press('F7')
  await waitFor(() => expect(story.live()).toEqual([{ type: 'call.swap', callId: 'call-1' }]))
  change('aside')
  expect(row(/Ava Lindqvist/)).toContain('On hold')
  expect(row(/Maya Okafor/)).toContain('Talking')
  await waitFor(() =>
    expect(
      callColumn()
        .getByRole('button', { name: /^Merge/ })
        .hasAttribute('disabled'),
    ).toBe(false),
  )
  press('F9')
  await waitFor(() => expect(story.live().at(-1)).toEqual({ type: 'call.merge', callId: 'call-1' }))
  change('merged')
  expect(callColumn().getByText('Three-way call')).toBeTruthy()
  expect(row(/^You/)).toContain('Talking')
  await waitFor(() =>
    expect(
      callColumn()
        .getByRole('button', { name: /^Complete/ })
        .hasAttribute('disabled'),
    ).toBe(false),
  )
  press('F8')
  await waitFor(() => expect(story.live().at(-1)).toEqual({ type: 'call.complete', callId: 'call-1' }))
})

it.each([
  ['declined', 'Ava Lindqvist declined.'],
  ['no_answer', 'Ava Lindqvist did not answer.'],
  ['busy', 'Ava Lindqvist is busy.'],
  ['failed', 'Ava Lindqvist could not be reached.'],
  ['left', 'Ava Lindqvist hung up.'],
] as const)('says why nobody else is there (%s) and that the caller waits', async (ended, words) => {
  const { story, change } = await openCall()
  change('ringing')
  act(() => {
    const leg = { legId: 'leg-c', role: 'customer' as const, userId: null, state: 'up' as const, muted: false }
    const place = { place: 'parked' as const, since: now(), answeredBy: null }
    const times = { answeredAt: now(), heldSince: now() }
    story.desk.emit({ type: 'leg.changed', callId: 'call-1', leg: { ...leg, ...place }, ...times })
  })
  change(null, ended)
  expect(await callColumn().findByText(words)).toBeTruthy()
  fireEvent.click(callColumn().getByRole('button', { name: 'Resume with customer' }))
  await waitFor(() => expect(story.live()).toEqual([{ type: 'call.resume', callId: 'call-1' }]))
})

it('goes to wrap-up with the right words when the call goes on with somebody else', async () => {
  const { story, change } = await openCall()
  change('talking')
  act(() => {
    story.desk.emit({ type: 'call.left', callId: 'call-1', at: now(), why: 'transferred' })
    story.desk.emit({ type: 'wrap-up.started', wrapUp: { ...makeStoryWrapUp(now()), handedOn: true } })
    story.desk.emit({
      type: 'agent.state-changed',
      state: { kind: 'wrap_up', since: now(), wrapUpId: 'wrap-1' },
      next: null,
    })
  })
  expect(await callColumn().findByText(/^Transferred · 7:48/)).toBeTruthy()
  expect(callColumn().queryByText(/Call ended/)).toBeNull()
})

it('sends keypad digits in their order, by keyboard and mouse, and shows only the last', async () => {
  const { story } = await openCall()
  press('F10')
  const pad = await callColumn().findByRole('region', { name: 'Keypad' })
  for (const key of ['4', '1', '#']) fireEvent.keyDown(pad, { key })
  fireEvent.keyDown(pad, { key: '7', ctrlKey: true })
  fireEvent.click(within(pad).getByRole('button', { name: /^9/ }))
  const sent = () => story.live().map((command) => (command.type === 'call.keypad' ? command.digits : '?'))
  await waitFor(() => expect(sent().join('')).toBe('41#9'))
  expect(await within(pad).findByText('•••9')).toBeTruthy()
  expect(pad.textContent).not.toContain('41')
  fireEvent.keyDown(pad, { key: 'Escape' })
  await waitFor(() => expect(callColumn().queryByRole('region', { name: 'Keypad' })).toBeNull())
})

it('says who hands a call over, and what they noted', async () => {
  const story = await renderApp(makeStoryDesk(now))
  const notes = [{ author: 'Ava Lindqvist', text: 'Wants the invoice corrected.', writtenAt: now() }]
  story.ring({ ...storyRing, fromAgentName: 'Ava Lindqvist', notes }, { kind: 'transfer', fromUserId: 'u-ava' })
  expect(await callColumn().findByText('Transfer from Ava Lindqvist')).toBeTruthy()
  expect(callColumn().getByText('Wants the invoice corrected.')).toBeTruthy()
})

it('lets who was asked leave, and gives them no wrap-up', async () => {
  const story = await renderApp(makeStoryDesk(now))
  story.ring({ ...storyRing, fromAgentName: 'Ava Lindqvist' }, { kind: 'consult', fromUserId: 'u-ava' })
  expect(await callColumn().findByText('Ava Lindqvist asks you about')).toBeTruthy()
  story.answer({}, { part: 'consulted' })
  expect(await callColumn().findByText('You are asked')).toBeTruthy()
  expect(callColumn().queryByRole('button', { name: /^Transfer/ })).toBeNull()
  expect(callColumn().queryByRole('button', { name: /^End/ })).toBeNull()
  fireEvent.click(callColumn().getByRole('button', { name: /^Leave/ }))
  await waitFor(() => expect(story.live()).toEqual([{ type: 'call.hang-up', callId: 'call-1' }]))
  act(() => {
    story.desk.emit({ type: 'call.left', callId: 'call-1', at: now(), why: 'released' })
    story.desk.emit({ type: 'agent.state-changed', state: { kind: 'available', since: now() }, next: null })
  })
  expect(await callColumn().findByText('Waiting for the next call')).toBeTruthy()
})

it('marks who is chosen as a favourite, by key and by its button, and shows favourites first', async () => {
  const { story } = await openCall()
  const { sync } = await story.desk.snapshot()
  const bodies = () => story.desk.sent.flatMap((command) => (command.kind === 'paperwork' ? command.bodies : []))
  // the desk has written them down and says so
  const keep = () =>
    act(() => {
      const pending = bodies().map((body, index) => ({
        ...{ commandId: CommandId.parse(`0193f000-0000-7000-8000-00000000000${index}`), n: index + 1, body },
        ...{ writtenAt: now(), attempts: 0, state: { kind: 'waiting' as const } },
      }))
      story.desk.notify({ kind: 'sync', sync: { ...sync, waiting: pending.length }, pending })
    })
  const target = { kind: 'queue', queueId: 'q-bill' }
  const field = await openDirectory('F8', 'Name, queue or number')
  fireEvent.keyDown(field, { key: 'ArrowDown' })
  expect(chosen()).toContain('Billing')
  fireEvent.keyDown(field, { key: 'd', ctrlKey: true })
  await waitFor(() => expect(bodies()).toEqual([{ type: 'favourite.set', target, marked: true }]))
  keep()
  const favourites = within(await callColumn().findByRole('group', { name: 'Favourites' }))
  expect(favourites.getByRole('option', { name: /Billing/ })).toBeTruthy()
  expect(callColumn().getAllByRole('option')[0]?.textContent).toContain('Billing')
  // still the one that was chosen, though it moved
  expect(chosen()).toContain('Billing')
  fireEvent.click(callColumn().getByRole('button', { name: 'Remove from favourites: Billing' }))
  await waitFor(() => expect(bodies()[1]).toEqual({ type: 'favourite.set', target, marked: false }))
  keep()
  await waitFor(() => expect(callColumn().queryByRole('group', { name: 'Favourites' })).toBeNull())
  expect(story.live()).toEqual([])
})
