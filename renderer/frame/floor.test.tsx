import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { Floor } from '#shared/protocol/view/floor.ts'
import { makeStoryDesk } from '#test/support/story-desk.ts'
import { renderApp } from './testing/render-app.tsx'

const { now } = browserClock
type Role = 'supervisor' | 'campaign_manager'

async function openFloor(role: Role) {
  let asked = 0
  const answers = {
    'floor.live': () => {
      asked += 1
      return { agents: [], calls: [] }
    },
  }
  const story = await renderApp(makeStoryDesk(now, (snapshot) => Object.assign(snapshot.user, { role }), answers))
  act(() => {
    window.location.hash = '#/floor'
  })
  return { ...story, countAsked: () => asked }
}

it('a supervisor sees who is parked and which messages wait, queue by queue', async () => {
  const story = await openFloor('supervisor')
  await screen.findByText('Nobody talks now.')
  const caller = { queueId: 'q-gold', customerName: null, phone: null }
  const floor = Floor.parse({
    ...{ asOf: now(), serving: [], queues: [] },
    parked: [
      { ...caller, callId: 'call-9', parkedAt: now(), returnsAt: now() + 1, parkedBy: 'mei', parkedByName: 'Mei' },
    ],
    voicemails: ['task-1', 'task-2'].map((taskId) => ({ ...caller, taskId, leftAt: now(), durationMs: null })),
  })
  act(() => story.desk.notify({ kind: 'floor', floor }))
  const page = within(screen.getByRole('region', { name: 'Floor' }))
  expect(await page.findByText('Gold support')).toBeTruthy()
  expect(page.getByText('1 parked')).toBeTruthy()
  expect(page.getByText('2 messages wait')).toBeTruthy()
  act(() => story.desk.notify({ kind: 'floor', floor: { ...floor, parked: [], voicemails: [] } }))
  expect(page.queryByText('Gold support')).toBeNull()
})

it('who may not watch it is told so, is led home, and nothing is asked', async () => {
  const story = await openFloor('campaign_manager')
  await screen.findByText('Only supervisors watch the floor.')
  expect(screen.queryByRole('button', { name: /Retry|Try again/ })).toBeNull()
  await userEvent.click(screen.getByRole('link', { name: 'Back to work' }))
  expect(window.location.hash).toMatch(/^#\/work/)
  expect(story.countAsked()).toBe(0)
})
