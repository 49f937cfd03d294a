import { act } from '@testing-library/react'
import { SignedInUser } from '#shared/protocol/envelope.ts'
import type { QueryParams } from '#shared/protocol/query/query.ts'
import {
  makeStoryCall,
  makeStoryOffer,
  makeStorySnapshot,
  makeStoryWrapUp,
  storyCard,
  storyDirectory,
  storyRing,
  wholeLine,
} from './console-story.ts'
import { fakeShell, makeFakeDesk } from './fake-desk.ts'

/** What a desk held before the story begins. */
export type StoryChange = (snapshot: ReturnType<typeof makeStorySnapshot>) => void

type StoryAnswers = Parameters<typeof makeFakeDesk>[0]['answers']

/** A desk on which one call can happen, told as its events come. */
export function makeStoryDesk(now: () => number, change: StoryChange = () => {}, answers: StoryAnswers = {}) {
  const snapshot = makeStorySnapshot(now())
  change(snapshot)
  const desk = makeFakeDesk({
    snapshot,
    now,
    answers: {
      'customer.card': () => ({ card: storyCard }),
      'work.list': () => ({ tasks: [], conflicts: [] }),
      'calls.recent': () => ({ calls: [] }),
      'customer.tasks': () => ({ tasks: [] }),
      'transfer.directory': () => storyDirectory(now()),
      'dialling.check': ({ number }: QueryParams<'dialling.check'>) => ({
        choices: [],
        called: number === null ? null : { kind: 'number', number, country: 'NL', refused: null, candidates: [] },
      }),
      'contact.search': () => ({ contacts: [] }),
      'favourites.list': () => ({ favourites: [], owners: [] }),
      ...answers,
    },
  })
  return {
    ...{ desk, shell: fakeShell, user: SignedInUser.parse(snapshot.user) },
    /** the live commands that were sent */
    live: () => desk.sent.flatMap((command) => (command.kind === 'live' ? [command.command] : [])),
    ring(picture = storyRing, facts: Partial<ReturnType<typeof makeStoryOffer>> = {}): void {
      const state = { kind: 'offered' as const, since: now(), offerId: 'offer-1' }
      act(() => {
        desk.emit({ type: 'agent.state-changed', state, next: null })
        desk.emit({ type: 'call.offered', offer: { ...makeStoryOffer(now()), ...facts } }, { ring: picture })
      })
    },
    answer(controls: Partial<typeof wholeLine> = {}, facts: Partial<ReturnType<typeof makeStoryCall>> = {}): void {
      const state = { kind: 'on_call' as const, since: now(), callId: 'call-1' }
      act(() => {
        desk.emit({ type: 'offer.ended', offerId: 'offer-1', reason: 'answered' })
        desk.emit({ type: 'agent.state-changed', state, next: null })
        desk.emit({
          type: 'call.answered',
          call: { ...makeStoryCall(now()), controls: { ...wholeLine, ...controls }, ...facts },
        })
      })
    },
    hangUp(): void {
      const state = { kind: 'wrap_up' as const, since: now(), wrapUpId: 'wrap-1' }
      act(() => {
        desk.emit({ type: 'call.ended', callId: 'call-1', endedAt: now(), cause: 'normal', endedBy: 'customer' })
        desk.emit({ type: 'wrap-up.started', wrapUp: makeStoryWrapUp(now()) })
        desk.emit({ type: 'agent.state-changed', state, next: null })
      })
    },
  }
}
