import { act, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { App } from '#renderer/app.tsx'
import { startI18n } from '#renderer/i18n/start-i18n.ts'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { browserRandom } from '#renderer/state/random-browser.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { SignedInUser } from '#shared/protocol/envelope.ts'
import {
  makeStoryCall,
  makeStoryOffer,
  makeStorySnapshot,
  makeStoryWrapUp,
  storyCard,
  storyRing,
} from '#test/support/console-story.ts'
import { type FakeDesk, fakeShell, makeFakeDesk } from '#test/support/fake-desk.ts'

// in a page without layout, asking of every element whether it is visible takes seconds
configure({ defaultHidden: true, asyncUtilTimeout: 8000 })

const { now } = browserClock
let desk: FakeDesk

async function openConsole(change: (snapshot: ReturnType<typeof makeStorySnapshot>) => void = () => {}) {
  window.location.hash = '#/work'
  const snapshot = makeStorySnapshot(now())
  change(snapshot)
  desk = makeFakeDesk({
    snapshot,
    now,
    answers: {
      'customer.card': () => ({ card: storyCard }),
      'work.list': () => ({ tasks: [], conflicts: [] }),
      'calls.recent': () => ({ calls: [] }),
      'customer.tasks': () => ({ tasks: [] }),
    },
  })
  const user = SignedInUser.parse(snapshot.user)
  const backend = {
    desk,
    shell: async () => fakeShell,
    session: async () => user,
    signIn: async () => ({ ok: true as const, user }),
    signOut: async () => {},
    onReach: (listener: (reach: { kind: 'reached' }) => void) => {
      listener({ kind: 'reached' })
      return () => {}
    },
  }
  render(<App backend={backend} i18n={await startI18n('en')} clock={browserClock} random={browserRandom} />)
  await screen.findByRole('complementary', { name: 'Call' })
}

const live = () => desk.sent.flatMap((command) => (command.kind === 'live' ? [command.command] : []))
// user-event's keyboard has no F-keys
const press = (key: string) => {
  fireEvent.keyDown(document.body, { key, code: key })
  fireEvent.keyUp(document.body, { key, code: key })
}
const callColumn = () => within(screen.getByRole('complementary', { name: 'Call' }))

function ring() {
  act(() => {
    desk.emit({ type: 'agent.state-changed', state: { kind: 'offered', since: now(), offerId: 'offer-1' }, next: null })
    desk.emit({ type: 'call.offered', offer: makeStoryOffer(now()) }, { ring: storyRing })
  })
}

function answer(controls = { hold: true, mute: true }) {
  act(() => {
    desk.emit({ type: 'offer.ended', offerId: 'offer-1', reason: 'answered' })
    desk.emit({ type: 'agent.state-changed', state: { kind: 'on_call', since: now(), callId: 'call-1' }, next: null })
    desk.emit({ type: 'call.answered', call: { ...makeStoryCall(now()), controls } })
  })
}

function hangUp() {
  act(() => {
    desk.emit({ type: 'call.ended', callId: 'call-1', endedAt: now(), cause: 'normal', endedBy: 'customer' })
    desk.emit({ type: 'wrap-up.started', wrapUp: makeStoryWrapUp(now()) })
    desk.emit({ type: 'agent.state-changed', state: { kind: 'wrap_up', since: now(), wrapUpId: 'wrap-1' }, next: null })
  })
}

beforeEach(() => {
  localStorage.clear()
})

it('rings with the caller, announces it once and answers with F2', async () => {
  await openConsole()
  ring()
  const card = await screen.findByRole('region', { name: 'Incoming call' })
  expect(within(card).getByText('Maya Okafor')).toBeTruthy()
  expect(within(card).getByText('Last served by Jon Reyes')).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toBe('Incoming call, Maya Okafor, Gold support. F2 to answer.')
  expect(document.activeElement).toBe(document.body)
  press('F2')
  await waitFor(() => expect(live()).toEqual([{ type: 'call.answer', offerId: 'offer-1' }]))
})

it('offers the decline reasons with F3', async () => {
  await openConsole()
  ring()
  await screen.findByRole('region', { name: 'Incoming call' })
  press('F3')
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Not my subject' }))
  await waitFor(() => expect(live()).toEqual([{ type: 'call.decline', offerId: 'offer-1', reason: 'wrong_skill' }]))
})

it('asks for no reason again after the ring could not be declined for a moment', async () => {
  await openConsole()
  ring()
  await screen.findByRole('region', { name: 'Incoming call' })
  press('F3')
  await screen.findByRole('menuitem', { name: 'Not my subject' })
  act(() => desk.notify({ kind: 'link', link: { kind: 'offline', since: now() }, clockOffsetMs: 0 }))
  expect(screen.queryByRole('menuitem')).toBeNull()
  act(() => desk.notify({ kind: 'link', link: { kind: 'online', since: now() }, clockOffsetMs: 0 }))
  expect(screen.queryByRole('menuitem')).toBeNull()
})

it('keeps the card of a gone ring for a moment, dead', async () => {
  await openConsole()
  ring()
  await screen.findByRole('region', { name: 'Incoming call' })
  act(() => desk.emit({ type: 'offer.ended', offerId: 'offer-1', reason: 'caller_gone' }))
  expect(screen.getByRole('button', { name: /Answer/ }).hasAttribute('disabled')).toBe(true)
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Incoming call' })).toBeNull())
})

it('leaves the focus where it is at the answer, or moves it to the notes for those who want that', async () => {
  await openConsole((snapshot) => {
    snapshot.preferences = { focusNotesAfterAnswer: true }
  })
  ring()
  await callColumn().findByRole('tab', { name: 'Script' })
  answer()
  const notes = await screen.findByRole('textbox', { name: /Call notes/ })
  await waitFor(() => expect(document.activeElement).toBe(notes))
})

it('keeps the focus in the notes that were begun while it rang', async () => {
  await openConsole()
  ring()
  await userEvent.click(await callColumn().findByRole('tab', { name: /Notes/ }))
  const notes = await callColumn().findByRole('textbox', { name: /Call notes/ })
  await userEvent.type(notes, 'Rang twice')
  answer()
  await callColumn().findByText('Live call')
  expect(document.activeElement).toBe(notes)
})

it('keeps the focus in the notes from the moment the lines go down to the end of wrap-up', async () => {
  await openConsole()
  ring()
  answer()
  const notes = await callColumn().findByRole('textbox', { name: /Call notes/ })
  await userEvent.type(notes, 'Hung up while I typed')
  const { legs } = makeStoryCall(now())
  for (const leg of legs) {
    act(() =>
      desk.emit({
        type: 'leg.changed',
        callId: 'call-1',
        leg: { ...leg, state: 'ended', since: now() },
        answeredAt: now(),
        heldSince: null,
      }),
    )
    expect(document.activeElement).toBe(notes)
  }
  expect(callColumn().getByRole('button', { name: /End/ }).hasAttribute('disabled')).toBe(true)
  hangUp()
  await callColumn().findByText(/Call ended/)
  expect(document.activeElement).toBe(notes)
})

it('goes from the answer to wrap-up when the caller hangs up at once, with no dead ring between', async () => {
  await openConsole()
  ring()
  await userEvent.click(await callColumn().findByRole('tab', { name: /Notes/ }))
  const notes = await callColumn().findByRole('textbox', { name: /Call notes/ })
  await userEvent.type(notes, 'Hung up at once')
  answer()
  hangUp()
  expect(callColumn().getByText(/Call ended/)).toBeTruthy()
  expect(document.activeElement).toBe(notes)
})

it('steers the live call, and offers nothing while the link is down', async () => {
  await openConsole()
  ring()
  answer()
  await callColumn().findByText('Live call')
  press('F7')
  await waitFor(() => expect(live()).toContainEqual({ type: 'call.hold', callId: 'call-1' }))
  act(() => desk.notify({ kind: 'link', link: { kind: 'offline', since: now() }, clockOffsetMs: 0 }))
  expect(callColumn().getByText('unconfirmed')).toBeTruthy()
  expect(screen.getByText(/your call continues/)).toBeTruthy()
  expect(callColumn().getByRole('button', { name: /End/ }).hasAttribute('disabled')).toBe(true)
})

it('shows and does only what the line of the call can do', async () => {
  await openConsole()
  ring()
  answer({ hold: false, mute: true })
  await callColumn().findByText('Live call')
  expect(callColumn().getByRole('button', { name: /Mute/ })).toBeTruthy()
  expect(callColumn().queryByRole('button', { name: /Hold/ })).toBeNull()
  press('F7')
  press('F6')
  await waitFor(() => expect(live()).toEqual([{ type: 'call.mute', callId: 'call-1' }]))
})

it('keeps every word of the notes as a draft and sends all of wrap-up in one act', async () => {
  await openConsole()
  ring()
  answer()
  const notes = await screen.findByRole('textbox', { name: /Call notes/ })
  await userEvent.type(notes, 'Wants a corrected invoice')
  hangUp()
  await callColumn().findByRole('button', { name: /Save & next call/ })
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  expect(desk.sent.filter((command) => command.kind === 'paperwork')).toEqual([])
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
  await waitFor(() => expect(desk.sent.some((command) => command.kind === 'paperwork')).toBe(true))
  const paperwork = desk.sent.find((command) => command.kind === 'paperwork')
  expect(paperwork?.dropDraft).toBe('int-1')
  expect(paperwork?.bodies.map((body: PaperworkBody) => body.type)).toEqual([
    'interaction.note',
    'interaction.dispose',
    'wrap-up.finish',
  ])
  expect(paperwork?.bodies[0]).toMatchObject({ text: 'Wants a corrected invoice', revision: 1 })
  await waitFor(() => expect(document.activeElement).toBe(document.getElementById('work-title')))
})

it('gives the sentence back after a restart', async () => {
  await openConsole((snapshot) => {
    snapshot.projection.calls = [{ call: makeStoryCall(now()), customerId: 'cust-1', picture: storyRing }]
    snapshot.projection.state = { kind: 'on_call', since: now(), callId: 'call-1' }
    snapshot.drafts = [
      { key: 'int-1', revision: 4, savedAt: now(), fields: { note: 'half a senten', noteId: 'note-1' } },
    ]
  })
  const notes = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Call notes/ })
  expect(notes.value).toBe('half a senten')
})

it('lets the agent say who is calling with one key', async () => {
  await openConsole()
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
    desk.emit(
      { type: 'call.offered', offer: makeStoryOffer(now()) },
      { ring: { ...storyRing, match: { kind: 'candidates', shared: true, candidates } } },
    )
  })
  await screen.findByRole('region', { name: 'Incoming call' })
  await userEvent.keyboard('2')
  await waitFor(() =>
    expect(desk.sent.find((command) => command.kind === 'paperwork')).toMatchObject({
      bodies: [{ type: 'interaction.link', interactionId: 'int-1', customerId: 'cust-3' }],
    }),
  )
})

it('looks a number up that a link brought', async () => {
  await openConsole()
  act(() => desk.notify({ kind: 'number-link', number: '+31107942216' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Alerts: 1' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Look up' }))
  const box = await screen.findByRole<HTMLInputElement>('searchbox')
  expect(box.value).toBe('+31107942216')
  expect(screen.getByRole('button', { name: 'Alerts: none' })).toBeTruthy()
})

it('a wrap-up saved without the service says that it is saved and asks for nothing more', async () => {
  await openConsole((snapshot) => {
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
