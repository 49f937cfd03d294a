import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { RefusalError } from '#renderer/state/refusal-error.ts'
import { CommandId } from '#shared/protocol/ids.ts'
import type { QueryParams } from '#shared/protocol/query/query.ts'
import { makeStoryDesk } from '#test/support/story-desk.ts'
import { callColumn, press, renderApp } from './testing/render-app.tsx'

const { now } = browserClock
const phone = (e164: string, label: string, primary = false) => ({ e164, label, primary })
const maya = {
  ...{ customerId: 'cust-1', name: 'Maya Okafor', company: 'Northwind Logistics' },
  phones: [phone('+31107942216', 'mobile', true), phone('+31207942216', 'work')],
}
const yutong = {
  customerId: 'cust-2',
  name: '陈雨桐',
  company: null,
  phones: [phone('+8613812345678', 'mobile', true)],
}
const quiet = { customerId: 'cust-3', name: 'Otis Quiet', company: null, phones: [phone('+12025550143', 'mobile')] }

/** As central searches, in small: by the beginning of the name. */
const search = ({ text }: QueryParams<'contact.search'>) => ({
  contacts: [maya, yutong, quiet].filter(({ name }) => name.toLowerCase().startsWith(text.toLowerCase())),
})
const check = ({ number }: QueryParams<'dialling.check'>) => ({
  choices: [{ queueId: 'q-gold', numbers: ['+31208080100'] }],
  called:
    number === null
      ? null
      : {
          ...{ kind: 'number', number, country: 'NL', candidates: [] },
          refused: number === '+12025550143' ? 'do_not_call' : null,
        },
})

async function openStory(answers: Parameters<typeof makeStoryDesk>[2] = {}) {
  return renderApp(makeStoryDesk(now, () => {}, { 'contact.search': search, 'dialling.check': check, ...answers }))
}
async function openDirectory(answers: Parameters<typeof makeStoryDesk>[2] = {}) {
  const story = await openStory(answers)
  story.ring()
  story.answer()
  await callColumn().findByText('Live call')
  press('F8')
  const field = await callColumn().findByRole('combobox', { name: 'Name, queue or number' })
  return { story, field, type: (value: string) => fireEvent.change(field, { target: { value } }) }
}
const contacts = async () => within(await callColumn().findByRole('group', { name: 'Contacts' }))
const button = (name: RegExp) => callColumn().getByRole('button', { name })

it('lists customers by name below the directory, each number by itself, and asks the chosen one', async () => {
  const { story, field, type } = await openDirectory()
  type('may')
  const group = await contacts()
  expect(group.getAllByRole('option').map((one) => one.textContent)).toEqual([
    'Maya Okafor010 794 2216· Mobile · Northwind Logistics',
    'Maya Okafor020 794 2216· Work · Northwind Logistics',
  ])
  expect(callColumn().getByText('2 contact numbers found')).toBeTruthy()
  fireEvent.keyDown(field, { key: 'ArrowDown' })
  await callColumn().findByText('Maya Okafor: ask first, or transfer without asking')
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(() =>
    expect(story.live()).toEqual([
      { type: 'call.consult', callId: 'call-1', to: { kind: 'number', number: '+31207942216' } },
    ]),
  )
  // whom this console had dialled is known by name while it rings there
  act(() => {
    const to = { kind: 'number' as const, tail: '2216' }
    const consult = { consultId: 'k-1', to, legId: null, state: 'ringing' as const, since: now() }
    story.desk.emit({ type: 'call.consult-changed', callId: 'call-1', consult, ended: null } as never)
  })
  const parties = within(await callColumn().findByRole('list', { name: 'Who is on this call' }))
  await waitFor(() => expect(parties.getAllByText('Maya Okafor')).toHaveLength(2))
})

it('lets nobody be called before central was asked, nor whom it refuses', async () => {
  let answer: () => void = () => {}
  const asked = new Promise<void>((resolve) => {
    answer = resolve
  })
  const { story, field, type } = await openDirectory({
    'dialling.check': async (params: QueryParams<'dialling.check'>) => {
      await asked
      return check(params)
    },
  })
  type('otis')
  await contacts()
  expect(callColumn().getByText('Looking it up…')).toBeTruthy()
  expect(button(/^Transfer now/).hasAttribute('disabled')).toBe(true)
  fireEvent.keyDown(field, { key: 'Enter' })
  act(() => answer())
  expect(await callColumn().findByText('Whoever has this number asked not to be called.')).toBeTruthy()
  for (const name of [/^Transfer now/, /^Ask first/]) expect(callColumn().queryByRole('button', { name })).toBeNull()
  fireEvent.keyDown(field, { key: 'Enter' })
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
  type('陈')
  await callColumn().findByText('陈雨桐: ask first, or transfer without asking')
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
  await waitFor(() =>
    expect(story.live()).toEqual([
      { type: 'call.transfer', callId: 'call-1', to: { kind: 'number', number: '+8613812345678' } },
    ]),
  )
})

it('keeps a press for the word of central, and forgets it with another choice', async () => {
  let answer: () => void = () => {}
  const { story, field, type } = await openDirectory({
    'dialling.check': async (params: QueryParams<'dialling.check'>) => {
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      return check(params)
    },
  })
  type('may')
  await contacts()
  expect(callColumn().getByText('Looking it up…')).toBeTruthy()
  fireEvent.keyDown(field, { key: 'Enter' })
  fireEvent.keyDown(field, { key: 'ArrowDown' })
  await callColumn().findByText('Looking it up…')
  await new Promise((resolve) => setTimeout(resolve, 300))
  await act(async () => answer())
  await callColumn().findByText('Maya Okafor: ask first, or transfer without asking')
  expect(story.live()).toEqual([])
  type('陈')
  expect(await callColumn().findByText('Looking it up…')).toBeTruthy()
  await callColumn().findByRole('option', { name: /陈雨桐/, selected: true })
  fireEvent.keyDown(field, { key: 'Enter' })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(story.live()).toEqual([])
  await act(async () => answer())
  await waitFor(() =>
    expect(story.live()).toEqual([
      { type: 'call.consult', callId: 'call-1', to: { kind: 'number', number: '+8613812345678' } },
    ]),
  )
})

it('shows nobody who was found for a text that has changed since', async () => {
  const waiting = new Map<string, () => void>()
  const { type } = await openDirectory({
    'contact.search': (params: QueryParams<'contact.search'>) =>
      new Promise((resolve) => waiting.set(params.text, () => resolve(search(params)))),
  })
  type('maya')
  await waitFor(() => expect(waiting.has('maya')).toBe(true))
  expect(callColumn().getByText('Searching contacts…')).toBeTruthy()
  type('otis')
  await waitFor(() => expect(waiting.has('otis')).toBe(true))
  act(() => waiting.get('otis')?.())
  await callColumn().findByRole('option', { name: /Otis Quiet/ })
  await act(async () => waiting.get('maya')?.())
  expect(callColumn().queryByRole('option', { name: /Maya Okafor/ })).toBeNull()
})

it('says when nobody fits, and when contacts cannot be searched, and tries again', async () => {
  let broken = true
  const { type } = await openDirectory({
    'contact.search': (params: QueryParams<'contact.search'>) => {
      if (broken) throw new RefusalError({ code: 'central_unavailable' })
      return search(params)
    },
  })
  type('maya')
  fireEvent.click(await callColumn().findByRole('button', { name: 'Try again' }))
  broken = false
  fireEvent.click(await callColumn().findByRole('button', { name: 'Try again' }))
  await contacts()
  type('zzz')
  expect(await callColumn().findByText('Nobody here matches that.')).toBeTruthy()
})

it('shows a favourite number by whose it is, and finds it by that name', async () => {
  const favourite = { kind: 'number', number: '+8613812345678' }
  const { type } = await openDirectory({
    'favourites.list': () => ({
      favourites: [favourite],
      owners: [{ number: favourite.number, names: ['陈雨桐'] }],
    }),
  })
  const favourites = within(await callColumn().findByRole('group', { name: 'Favourites' }))
  expect(favourites.getByRole('option').textContent).toBe('陈雨桐+86 138 1234 5678')
  expect(button(/^Remove from favourites: 陈雨桐/)).toBeTruthy()
  type('may')
  await contacts()
  expect(callColumn().queryByRole('group', { name: 'Favourites' })).toBeNull()
  type('雨桐')
  expect(await callColumn().findByRole('group', { name: 'Favourites' })).toBeTruthy()
})

it('marks a contact’s number as a favourite, with its name at once', async () => {
  const { story, field, type } = await openDirectory()
  type('otis')
  await contacts()
  fireEvent.keyDown(field, { key: 'd', ctrlKey: true })
  const target = { kind: 'number' as const, number: '+12025550143' }
  await waitFor(() =>
    expect(story.desk.sent).toContainEqual(
      expect.objectContaining({ bodies: [{ type: 'favourite.set', target, marked: true }] }),
    ),
  )
  const { sync } = await story.desk.snapshot()
  const work = {
    ...{ commandId: CommandId.parse('0193f000-0000-7000-8000-000000000000'), n: 1, writtenAt: now(), attempts: 0 },
    ...{ body: { type: 'favourite.set' as const, target, marked: true }, state: { kind: 'waiting' as const } },
  }
  act(() => story.desk.notify({ kind: 'sync', sync: { ...sync, waiting: 1 }, pending: [work] }))
  const favourites = within(await callColumn().findByRole('group', { name: 'Favourites' }))
  expect(favourites.getByRole('option', { name: /Otis Quiet/, selected: true })).toBeTruthy()
})

it('finds whom to call by name in the dial field, and calls for their record', async () => {
  const story = await openStory()
  const field = await callColumn().findByRole('combobox', { name: 'Call a name or number' })
  await userEvent.type(field, 'maya')
  const chosen = await callColumn().findByRole('option', { selected: true })
  expect(chosen.textContent).toContain('010 794 2216')
  await userEvent.keyboard('{ArrowDown}')
  await callColumn().findByText(/^Netherlands · in nobody/)
  await userEvent.keyboard('{Enter}')
  await waitFor(() =>
    expect(story.live()).toMatchObject([
      { type: 'call.dial', number: '+31207942216', customerId: 'cust-1', queueId: 'q-gold', from: '+31208080100' },
    ]),
  )
})

it('calls no name that nobody has, and nobody who is refused', async () => {
  const story = await openStory()
  const field = await callColumn().findByRole('combobox', { name: 'Call a name or number' })
  await userEvent.type(field, 'nobody')
  expect(await callColumn().findByText('No contact with a number fits that.')).toBeTruthy()
  expect(button(/^Call$/).hasAttribute('disabled')).toBe(true)
  await userEvent.keyboard('{Escape}otis')
  expect(await callColumn().findByText('Whoever has this number asked not to be called.')).toBeTruthy()
  await userEvent.keyboard('{Enter}')
  expect(screen.getByRole('combobox', { name: 'Call a name or number' })).toBe(field)
  expect(story.live()).toEqual([])
})
