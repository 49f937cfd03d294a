import { appendFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Appends one JSON line `{passed, failed, skipped, failures}` per vitest run to the file named by RINGDESK_TEST_TALLY;
 * `failures` names each with the first line of what went wrong, for whoever sees only the end of a long log. A file that
 * cannot be loaded, and an error outside any test, count as failures: a broken test never passes silently.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env.RINGDESK_TEST_TALLY
    if (!file) return
    const count = { passed: 0, skipped: 0 }
    const failures = unhandledErrors.map((error) => `outside any test: ${sayFirst([error])}`)
    for (const module of modules) {
      const place = relative(process.cwd(), module.moduleId)
      for (const test of module.children.allTests()) {
        const { state, errors = [] } = test.result()
        if (state === 'passed' || state === 'skipped') count[state] += 1
        else failures.push(`${place} > ${test.fullName}: ${sayFirst(errors)}`)
      }
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length > 0) failures.push(`${place} > ${suite.fullName}: ${sayFirst(suite.errors())}`)
      }
      if (module.errors().length > 0) failures.push(`${place}: ${sayFirst(module.errors())}`)
    }
    appendFileSync(file, `${JSON.stringify({ ...count, failed: failures.length, failures })}\n`)
  }
}

function sayFirst([error]: readonly unknown[]): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error
  return (
    stripVTControlCharacters(String(message ?? 'no error'))
      .split('\n', 1)[0]
      ?.slice(0, 300) ?? ''
  )
}
