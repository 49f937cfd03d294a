import { appendFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Appends one JSON line `{passed, failed, skipped}` per vitest run to the file named by RINGDESK_TEST_TALLY.
 * A file that cannot be loaded, and an error outside any test, count as failures: a broken test never passes silently.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env.RINGDESK_TEST_TALLY
    if (!file) return
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed' || state === 'skipped') tally[state] += 1
        else tally.failed += 1
      }
      const brokenSuites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0)
      tally.failed += brokenSuites.length + (module.errors().length > 0 ? 1 : 0)
    }
    appendFileSync(file, `${JSON.stringify(tally)}\n`)
  }
}
