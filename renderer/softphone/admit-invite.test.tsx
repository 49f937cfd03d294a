import { beforeEach, expect, it } from 'vitest'
import { makeStoryCall } from '#test/support/console-story.ts'
import { makePhoneDesk } from '#test/support/phone-desk.ts'
import { watchInvites } from './admit-invite.ts'
import { startTools } from './testing/start-tools.ts'

beforeEach(() => localStorage.clear())

async function open() {
  const { tools, desk, clock } = await startTools(makePhoneDesk(() => ({ kind: 'none' })))
  const { admit } = watchInvites(tools)
  const call = makeStoryCall(clock.now())
  const legs = [
    { ...call.legs[0], legId: 'leg-customer', role: 'customer' as const },
    { ...call.legs[0], legId: 'leg-agent', role: 'agent' as const, state: 'dialing' as const },
  ]
  return {
    admit,
    clock,
    take() {
      desk.emit({ type: 'offer.ended', offerId: 'offer-1', reason: 'answered' })
      desk.emit({ type: 'call.answered', call: Object.assign(call, { legs }) })
    },
    end: (reason: 'declined' | 'expired') => desk.emit({ type: 'offer.ended', offerId: 'offer-1', reason }),
    hangUp: () =>
      desk.emit({ type: 'call.ended', callId: 'call-1', endedAt: clock.now(), cause: 'normal', endedBy: 'customer' }),
  }
}

it('the leg of the offer just taken is answered, by the id of the offer or of the leg', async () => {
  const story = await open()
  story.take()
  expect(await story.admit({ offerId: 'offer-1', legId: null })).toBe(true)
  expect(await story.admit({ offerId: null, legId: 'leg-agent' })).toBe(true)
})

it('a leg that comes before the desk heard of the call waits for it', async () => {
  const story = await open()
  const answer = story.admit({ offerId: 'offer-1', legId: null })
  await story.clock.advance(1_000)
  story.take()
  expect(await answer).toBe(true)
})

it.each([
  ['of another offer', { offerId: 'offer-2', legId: null }],
  ['that names nothing', { offerId: null, legId: null }],
  ['that claims the customer’s leg', { offerId: null, legId: 'leg-customer' }],
])('a leg %s is not answered', async (_which, invite) => {
  const story = await open()
  story.take()
  const answer = story.admit(invite)
  await story.clock.advance(6_000)
  expect(await answer).toBe(false)
})

it.each(['declined', 'expired'] as const)('the leg of an offer that was %s is not answered', async (reason) => {
  const story = await open()
  story.end(reason)
  const answer = story.admit({ offerId: 'offer-1', legId: null })
  await story.clock.advance(6_000)
  expect(await answer).toBe(false)
})
