import fc from 'fast-check'
import { expect, it } from 'vitest'
import { movePark, PARK_LIMIT_MS, type ParkInput, type ParkState, readPark } from './park.ts'

const inputs: ParkInput[] = [
  ...(['park', 'line_parked', 'line_refused', 'pick_up', 'joined', 'failed', 'let_go', 'time_is_up'] as const),
]
const anyInput = fc.constantFrom(...inputs)
const fresh = { parkedAt: 1_000, now: 1_000 }
const late = { parkedAt: 1_000, now: 1_000 + PARK_LIMIT_MS }

it('an agent parks, the line says so, somebody picks it up and talks', () => {
  expect(movePark('talking', 'park', fresh)).toBe('parking')
  expect(movePark('parking', 'line_parked', fresh)).toBe('parked')
  expect(movePark('parked', 'pick_up', fresh)).toBe('picking')
  expect(movePark('picking', 'joined', fresh)).toBe('talking')
})

it('a line that refuses leaves the call with its agent', () => {
  expect(movePark('parking', 'line_refused', fresh)).toBe('talking')
})

it('a picker whose line does not come up leaves it parked, and first in line when its time is over', () => {
  for (const input of ['failed', 'let_go'] as const) {
    expect(movePark('picking', input, fresh)).toBe('parked')
    expect(movePark('picking', input, late)).toBe('in_line')
  }
})

it('a telephone that rings at the limit goes on ringing', () => {
  expect(movePark('picking', 'time_is_up', late)).toBe('picking')
})

it('of two who pick it up one is told that it is not possible', () => {
  expect(movePark('picking', 'pick_up', fresh)).toBeNull()
})

it('whatever happens, a call that is put aside comes out of it within its time and one telephone', () => {
  fc.assert(
    fc.property(fc.array(anyInput, { maxLength: 40 }), (done) => {
      let state: ParkState = 'talking'
      for (const input of done) state = movePark(state, input, fresh) ?? state
      // whoever is asked answers in the end, the line and the clock
      for (const input of ['line_parked', 'time_is_up', 'failed'] as const)
        state = movePark(state, input, late) ?? state
      expect(['talking', 'in_line']).toContain(state)
    }),
  )
})

it('only who talks can park, and nothing comes back from the line into the list', () => {
  fc.assert(
    fc.property(fc.constantFrom<ParkState>('parking', 'parked', 'picking', 'in_line'), (state) => {
      expect(movePark(state, 'park', fresh)).toBeNull()
      for (const input of inputs) expect(movePark('in_line', input, fresh)).toBeNull()
    }),
  )
})

it('a row says where its call stands', () => {
  const rows = [
    { state: 'connected', parked_by: null },
    { state: 'connected', parked_by: 'ann' },
    { state: 'parked', parked_by: 'ann' },
    { state: 'connecting', parked_by: 'ann' },
    { state: 'connecting', parked_by: null },
    { state: 'queued', parked_by: null },
    { state: 'ended', parked_by: null },
  ]
  expect(rows.map(readPark)).toEqual(['talking', 'parking', 'parked', 'picking', null, 'in_line', null])
})
