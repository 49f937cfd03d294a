import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import { QueueId } from '#shared/protocol/ids.ts'
import { Locale } from '#shared/protocol/scalars.ts'
import type { Floor } from '#shared/protocol/view/floor.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { Announcer } from './announcer.tsx'
import { QueueStrip } from './queue-strip.tsx'
import { StatePill } from './state-pill.tsx'
import { useStateShortcuts } from './use-state-shortcuts.ts'

const gold = QueueId.parse('gold')
const gauge = { queueId: gold, waiting: 2, longestWaitMs: 4_000, serviceLevel: 90, belowTarget: false }
const watching: Floor = { asOf: testNow, serving: [], queues: [gauge], parked: [], voicemails: [] }
const serving: Floor = { asOf: testNow, serving: [gold], queues: [gauge], parked: [], voicemails: [] }

function Bar() {
  useStateShortcuts()
  return (
    <>
      <QueueStrip />
      <StatePill />
      <Announcer />
    </>
  )
}

async function show(state: object, floor: Floor, language: Locale = 'en') {
  const snapshot = makeSnapshot({ floor })
  const desk = makeFakeDesk({
    snapshot: { ...snapshot, projection: { ...snapshot.projection, state: { since: testNow, ...state } as never } },
    now: () => testNow,
  })
  const { unmount } = await renderConsole(desk, <Bar />, language)
  return { desk, unmount, say: (next: Floor) => act(() => desk.notify({ kind: 'floor', floor: next })) }
}

const signedIn = { kind: 'not_ready', reason: 'signed_in' }
const pill = () => screen.findByRole('button', { name: /Change my state/ })
const states = async () => {
  await userEvent.click(await pill())
  return (await screen.findAllByRole('menuitem')).map((item) => item.textContent ?? '')
}

it('is told "No queues" and why, and is not offered to be available', async () => {
  const { desk } = await show(signedIn, watching)
  expect((await pill()).textContent).toContain('No queues')
  expect((await pill()).querySelector('svg.tabler-icon-headset-off')).not.toBeNull()
  expect(screen.getByRole('status').textContent).toContain('You are now: No queues')
  expect((await states())[0]).toMatch(/^No queues.*An administrator can add you/)
  expect(screen.queryByRole('menuitem', { name: /^Available/ })).toBeNull()
  await userEvent.keyboard('{Escape}{Control>}1{/Control}')
  expect(desk.sent.filter(({ kind }) => kind === 'live')).toEqual([])
})

it('watches queues under a heading that says so', async () => {
  const { say } = await show(signedIn, watching)
  expect((await screen.findByRole('region', { name: 'Queues I watch' })).textContent).toContain('Watching')
  say(serving)
  expect((await screen.findByRole('region', { name: 'My queues' })).textContent).not.toContain('Watching')
})

it('is offered to be available as soon as an administrator adds a queue, and no longer when it is taken away', async () => {
  const { desk, say } = await show(signedIn, watching)
  await pill()
  say(serving)
  await waitFor(async () => expect((await pill()).textContent).not.toContain('No queues'))
  expect((await states())[0]).toMatch(/^Available/)
  await userEvent.click(screen.getByRole('menuitem', { name: /^Available/ }))
  expect(desk.sent.at(-1)).toEqual({ kind: 'live', command: { type: 'agent.set-state', state: { kind: 'available' } } })
  say(watching)
  await waitFor(async () => expect((await pill()).textContent).toContain('No queues'))
})

it('comes back from a break', async () => {
  const { desk } = await show({ kind: 'not_ready', reason: 'break' }, watching)
  expect((await pill()).textContent).toContain('Break')
  await userEvent.click(await pill())
  await userEvent.click(await screen.findByRole('menuitem', { name: /^No queues/ }))
  expect(desk.sent.at(-1)).toEqual({ kind: 'live', command: { type: 'agent.set-state', state: signedIn } })
})

it('is not called available when the last queue was taken away meanwhile', async () => {
  await show({ kind: 'available' }, watching)
  expect((await pill()).textContent).toContain('No queues')
})

it.each([
  ['zh-CN', '无队列', '我查看的队列'],
  ['zh-TW', '無佇列', '我檢視的佇列'],
] as const)('is told in %s too', async (language, word, heading) => {
  await show(signedIn, watching, Locale.parse(language))
  expect((await screen.findAllByRole('button')).some((button) => button.textContent?.includes(word))).toBe(true)
  expect(screen.getByRole('region', { name: heading })).toBeTruthy()
})
