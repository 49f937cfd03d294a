import { screen } from '@testing-library/react'
import { beforeAll, expect, it } from 'vitest'
import { giveElementsHeight } from '#renderer/customer/testing/give-height.ts'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import { InteractionId } from '#shared/protocol/ids.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { PastCall } from './past-call.tsx'

const interactionId = InteractionId.parse('i1')
const interaction = {
  ...{ interactionId, channel: 'call', direction: 'inbound', startedAt: testNow, durationMs: 1, subject: null },
  ...{ summary: null, agentName: null, queueName: null, result: 'handled', disposition: null, notes: [] },
  satisfaction: null,
}
const unlinking = {
  commandId: '018f0000-0000-7000-8000-000000000001',
  ...{ n: 1, writtenAt: testNow, attempts: 0, state: { kind: 'waiting' } },
  body: { type: 'interaction.link', interactionId, customerId: null },
}

beforeAll(giveElementsHeight)

it('asks again whose call it was, once the customer is taken off it and central has not heard yet', async () => {
  const desk = makeFakeDesk({
    snapshot: makeSnapshot({ pending: [unlinking] }),
    now: () => testNow,
    answers: {
      'calls.recent': () => ({ calls: [{ interaction, customerId: 'c1', customerName: '陈雨桐', number: null }] }),
    },
  })
  await renderConsole(desk, <PastCall interactionId={interactionId} />)
  expect(await screen.findByRole('button', { name: /Create/ })).toBeTruthy()
})
