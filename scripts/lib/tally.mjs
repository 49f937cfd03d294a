import { existsSync, readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Tally */

/**
 * Adds up the tallies that the vitest runs left in `file`, one JSON line each.
 * @param {string} file
 * @returns {Tally}
 */
export function sumTallies(file) {
  /** @type {Tally} */
  const sum = { passed: 0, failed: 0, skipped: 0, failures: [] }
  if (!existsSync(file)) return sum
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue
    /** @type {Tally} */
    const tally = JSON.parse(line)
    sum.passed += tally.passed
    sum.failed += tally.failed
    sum.skipped += tally.skipped
    sum.failures.push(...tally.failures)
  }
  return sum
}

/**
 * The closing line of a test run.
 * @param {Tally} tally
 */
export function sayTally({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
