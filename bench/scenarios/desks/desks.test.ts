import { afterAll, expect, it } from 'vitest'
import { checkArrivals } from './check-arrivals.ts'
import { measureVolleys } from './measure-volleys.ts'
import { type Rig, startRig } from './rig.ts'

let rig: Rig | null = null
afterAll(() => rig?.stop())

const sent = [{ agent: 1, mark: 7, givenAt: 1, storedAt: 2 }]
const seen = { agent: 1, mark: 7, receivedAt: 4, at: 5 }

it('takes the time of an event that came to its agent once', () => {
  expect(checkArrivals(sent, [seen], 'givenAt')).toMatchObject([{ ms: 4 }])
  expect(checkArrivals(sent, [seen], 'storedAt')).toMatchObject([{ ms: 3 }])
})

it('fails when one is lost, doubled, somebody else’s, or nobody’s', () => {
  expect(() => checkArrivals(sent, [], 'givenAt')).toThrow('lost')
  expect(() => checkArrivals(sent, [seen, seen], 'givenAt')).toThrow('twice')
  expect(() => checkArrivals(sent, [{ ...seen, agent: 2 }], 'givenAt')).toThrow('somebody else')
  expect(() => checkArrivals(sent, [seen, { ...seen, mark: 8 }], 'givenAt')).toThrow('nobody sent')
})

it('fires a volley at desks and bare sockets', { timeout: 120_000 }, async () => {
  rig = await startRig('memory', 4)
  const volley = { desks: 4, perSecond: 20, events: 12 }
  const line = await measureVolleys(
    rig,
    {
      ...{ scenario: 'four desks', goal: 1.6, volley, from: 'givenAt' },
      ours: ({ ours }) => ours.server.request('report', volley),
      floor: ({ floor }) => floor.server.request('send', { ...volley, durable: false }),
    },
    { rounds: 1, say: () => {} },
  )
  expect(line).toMatchObject({ ours: { count: 12 }, floor: { count: 12 } })
})
