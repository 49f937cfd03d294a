import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { Floor } from '#shared/protocol/view/floor.ts'
import { makeStoryWrapUp } from '#test/support/console-story.ts'
import { makeStoryDesk, type StoryChange } from '#test/support/story-desk.ts'
import { callColumn, press, renderApp } from './testing/render-app.tsx'

const { now } = browserClock
const pickUp = (callId: string) => ({ type: 'call.pick-up', callId })

const openStory = (change?: StoryChange) => renderApp(makeStoryDesk(now, change))
type Story = Awaited<ReturnType<typeof openStory>>

const maya = {
  callId: 'call-9',
  customerName: 'Maya Okafor',
  phone: '+12025550101',
  parkedBy: 'mei',
  parkedByName: 'Mei',
}
const nobody = { callId: 'call-8', customerName: null, phone: null, parkedBy: 'u-1', parkedByName: 'Sam Ito' }

/** Central tells which calls are parked; the first of them the longest. */
function tellParked(story: Story, calls: readonly object[], since = now() - 5_000): void {
  const times = { parkedAt: since, returnsAt: since + 120_000, queueId: 'q-gold' }
  const parked = calls.map((call) => ({ ...times, ...call }))
  const floor = Floor.parse({ asOf: now(), serving: ['q-gold'], queues: [], parked })
  act(() => story.desk.notify({ kind: 'floor', floor }))
}
const findList = async () => within(await screen.findByRole('region', { name: 'Parked' }))

it('parks by key and by button, where the line can give music, and nothing while the link is down', async () => {
  const story = await openStory()
  story.ring()
  story.answer()
  await callColumn().findByText('Live call')
  press('F7', { shiftKey: true })
  await waitFor(() => expect(story.live()).toEqual([{ type: 'call.park', callId: 'call-1' }]))
  await userEvent.click(callColumn().getByRole('button', { name: /^Park/ }))
  await waitFor(() => expect(story.live()).toHaveLength(2))
  act(() => story.desk.notify({ kind: 'link', link: { kind: 'offline', since: now() }, clockOffsetMs: 0 }))
  expect(callColumn().getByRole('button', { name: /^Park/ }).hasAttribute('disabled')).toBe(true)
})

it('offers no parking on a line without music', async () => {
  const story = await openStory()
  story.ring()
  story.answer({ hold: false })
  await callColumn().findByText('Live call')
  expect(callColumn().queryByRole('button', { name: /^Park/ })).toBeNull()
  press('F7', { shiftKey: true })
  press('F6')
  await waitFor(() => expect(story.live()).toEqual([{ type: 'call.mute', callId: 'call-1' }]))
})

it('lists who is parked, where, how long and by whom, and picks up by one press', async () => {
  const story = await openStory()
  expect(screen.queryByRole('region', { name: 'Parked' })).toBeNull()
  tellParked(story, [maya, nobody])
  const list = await findList()
  expect(list.getByText('Maya Okafor', { selector: 'b' })).toBeTruthy()
  expect(list.getAllByRole('timer')[0]?.textContent).toMatch(/^0:0[5-9]$/)
  expect(list.getByText(/Gold support.*by.*Mei/)).toBeTruthy()
  expect(list.getByText(/by you/)).toBeTruthy()
  await userEvent.click(list.getByRole('button', { name: /Pick up.*Maya Okafor/ }))
  await waitFor(() => expect(story.live()).toEqual([pickUp('call-9')]))
  tellParked(story, [])
  expect(screen.queryByRole('region', { name: 'Parked' })).toBeNull()
})

it('takes one’s own call first with the key, else the longest parked', async () => {
  const story = await openStory()
  tellParked(story, [maya, nobody])
  await findList()
  press('F2', { shiftKey: true })
  await waitFor(() => expect(story.live()).toEqual([pickUp('call-8')]))
  tellParked(story, [maya])
  press('F2', { shiftKey: true })
  await waitFor(() => expect(story.live().at(-1)).toEqual(pickUp('call-9')))
})

it('says of a call that rings at its queue soon that it does', async () => {
  const story = await openStory()
  tellParked(story, [maya], now() - 100_000)
  expect((await findList()).getByText(/Rings at the queue soon/)).toBeTruthy()
})

it('is not picked up by who talks, and goes back to who parked it out of the wrap-up', async () => {
  const story = await openStory()
  story.ring()
  story.answer()
  await callColumn().findByText('Live call')
  tellParked(story, [maya])
  const button = async () => (await findList()).getByRole('button', { name: /Pick up/ })
  expect((await button()).hasAttribute('disabled')).toBe(true)
  press('F2', { shiftKey: true })
  const state = { kind: 'wrap_up' as const, since: now(), wrapUpId: 'wrap-1' }
  act(() => {
    story.desk.emit({ type: 'call.left', callId: 'call-1', at: now(), why: 'transferred' })
    story.desk.emit({ type: 'wrap-up.started', wrapUp: { ...makeStoryWrapUp(now()), handedOn: true } })
    story.desk.emit({ type: 'agent.state-changed', state, next: null })
  })
  expect((await button()).hasAttribute('disabled')).toBe(true)
  expect(callColumn().getByText(/^Transferred/)).toBeTruthy()
  tellParked(story, [{ ...nobody, callId: 'call-1' }])
  expect(callColumn().getByText(/^Parked/)).toBeTruthy()
  expect(story.live()).toEqual([])
  press('F2', { shiftKey: true })
  await waitFor(() => expect(story.live()).toEqual([pickUp('call-1')]))
})

it('is in the palette while there is one to pick up', async () => {
  const story = await openStory()
  tellParked(story, [maya])
  await findList()
  await userEvent.keyboard('{Control>}k{/Control}')
  await userEvent.type(await screen.findByRole('combobox'), 'pick up')
  await userEvent.click(await screen.findByRole('option', { name: /Pick up.*Maya Okafor/ }))
  await waitFor(() => expect(story.live()).toEqual([pickUp('call-9')]))
})
