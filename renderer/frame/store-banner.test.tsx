import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, expect, it, vi } from 'vitest'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import type { SyncStatus } from '#shared/protocol/desk-port.ts'
import { Locale } from '#shared/protocol/scalars.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { Announcer } from './announcer.tsx'
import { StoreBanner } from './store-banner.tsx'

// jsdom has no scrolling, and the router asks for it at every page
beforeAll(() => void vi.spyOn(window, 'scrollTo').mockImplementation(() => {}))

const sync: SyncStatus = {
  ...{ waiting: 0, rejected: 0, lastSyncedAt: testNow, failing: null, storeTrouble: null, salvage: null },
}

function Page() {
  return (
    <>
      <StoreBanner />
      <main id="region-main" tabIndex={-1} />
      <Announcer />
    </>
  )
}

async function show(change: Partial<SyncStatus>, language: Locale = 'en') {
  const desk = makeFakeDesk({ snapshot: makeSnapshot({ sync: { ...sync, ...change } }), now: () => testNow })
  const router = createRouter({
    routeTree: createRootRoute({ component: Page }),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  })
  // the test's router knows one page, the console's types know all
  const rendered = await renderConsole(desk, <RouterProvider router={router as never} />, language)
  return { desk, ...rendered }
}

/** What the announcer says is no banner. */
const seen = { ignore: '[role=status]' }

const cases = [
  ['full', /is not kept until there is space again\. Calls go on/],
  ['nearly_full', /still kept, on a last reserve/],
  ['read_only', /cannot be written: what you write is not kept\. Calls go on/],
] as const

it.each(cases)('%s is said in a sentence with an icon, and goes when it is over', async (storeTrouble, sentence) => {
  const { desk, container } = await show({ storeTrouble })
  expect(await screen.findByText(sentence, seen)).toBeTruthy()
  expect(container.querySelector('svg')).not.toBeNull()
  desk.notify({ kind: 'sync', sync, pending: [] })
  await waitFor(() => expect(screen.queryByText(sentence, seen)).toBeNull())
})

const salvage = {
  at: testNow,
  file: 'desk.damaged-2026-11-22T13-40-05Z.db',
  waiting: 12,
  refused: 1,
  drafts: 2,
  lost: 3,
}

it('what was saved of a damaged store is counted, with the way to it, until the agent has seen it', async () => {
  const { desk } = await show({ storeTrouble: 'salvaged', salvage })
  const banner = await screen.findByText(/Taken over: 12 unsent, 1 refused, 2 drafts/, seen)
  expect(banner.textContent).toContain('3 items could not be read.')
  expect(banner.textContent).toContain('The old file is kept as desk.damaged-2026-11-22T13-40-05Z.db')
  expect(screen.getByRole('link', { name: 'Review' }).getAttribute('href')).toBe('/unsent')
  await userEvent.click(screen.getByRole('button', { name: 'Seen' }))
  expect(desk.sent).toContainEqual({ kind: 'local', command: { type: 'salvage.seen' } })
})

it.each(Locale.options)('every state has its words in %s', async (language) => {
  for (const storeTrouble of ['full', 'nearly_full', 'read_only', 'salvaged', 'replaced'] as const) {
    const { container, unmount } = await show({ storeTrouble, salvage: { ...salvage, lost: null } }, language)
    await waitFor(() => expect(container.textContent?.length).toBeGreaterThan(15))
    expect(container.textContent).not.toMatch(/alerts\.|\{\{/)
    unmount()
  }
})

it('one draft is told as one', async () => {
  await show({ storeTrouble: 'salvaged', salvage: { ...salvage, drafts: 1 } })
  expect(await screen.findByText(/1 refused, 1 draft\./, seen)).toBeTruthy()
})

it('the focus goes to the main region as the banner goes', async () => {
  const { desk } = await show({ storeTrouble: 'salvaged', salvage })
  await userEvent.click(await screen.findByRole('button', { name: 'Seen' }))
  desk.notify({ kind: 'sync', sync, pending: [] })
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Seen' })).toBeNull())
  expect(document.activeElement).toBe(document.getElementById('region-main'))
})

it.each([
  [{ storeTrouble: 'full' }, /disk is full: what you write is not kept/],
  [{ storeTrouble: 'salvaged', salvage }, /Taken over: 12 unsent, 1 refused, 2 drafts\. 3 items could not be read\./],
] as const)('screen readers are told too: %j', async (change, sentence) => {
  const { desk } = await show({})
  const region = await screen.findByRole('status')
  expect(region.textContent).not.toMatch(sentence)
  desk.notify({ kind: 'sync', sync: { ...sync, ...change }, pending: [] })
  await waitFor(() => expect(region.textContent).toMatch(sentence))
  desk.notify({ kind: 'sync', sync, pending: [] })
  await waitFor(() => expect(region.textContent).not.toMatch(sentence))
})
