import { expect, it } from 'vitest'
import { pickRow } from './pick-row.ts'

it('moves within the list and never out of it', () => {
  expect(pickRow('ArrowDown', 9, 10, 5)).toBe(9)
  expect(pickRow('ArrowUp', 0, 10, 5)).toBe(0)
  expect(pickRow('PageDown', 2, 10, 5)).toBe(7)
  expect(pickRow('PageUp', 2, 10, 5)).toBe(0)
  expect(pickRow('End', 2, 10, 5)).toBe(9)
  expect(pickRow('Home', 2, 10, 5)).toBe(0)
})

it('leaves other keys and empty lists alone', () => {
  expect(pickRow('Enter', 2, 10, 5)).toBeNull()
  expect(pickRow('ArrowDown', 0, 0, 5)).toBeNull()
})
