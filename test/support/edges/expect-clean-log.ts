import { expect } from 'vitest'
import { NEEDLE } from './hostile-values.ts'

/** Nothing that was sent, no error of the product's own; and no object of this process was polluted meanwhile. */
export function expectCleanLog(logged: readonly string[]): void {
  expect(logged.join('')).not.toContain(NEEDLE)
  expect(logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
}
