import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '#scripts/lib/run-step.mjs'
import { readLines, type ToldOn } from './read-lines.ts'
import { readSuite, type Suite } from './read-suite.ts'

const LINES = ['the simulator', 'Twilio', 'Asterisk']

/** docs/telephony/scenarios.md: which scenario of the telephony contracts is told on which line, by the tests' source. */
export async function printScenariosPage(): Promise<string> {
  const suites = (await readAll('test/contract/*.contract.ts')).map(({ file, source }) => ({
    file,
    ...readSuite(source),
  }))
  const names = new Set(suites.map(({ name }) => name))
  const told = (await readAll('test/{contract,pbx}/*.test.ts')).flatMap(({ source }) => readLines(source, names))
  return [
    '# Scenarios, line by line',
    '',
    'Printed by `npm run docs` from the contract suites in [`test/contract`](../../test/contract) and the tests that put a line to them. ✓: the scenario is one of the tests of that line. –: it is not, or the line has not what it is about. What each line is there: [README.md](README.md#the-contract).',
    '',
    ...suites.flatMap((suite) =>
      printSuite(
        suite,
        told.filter((one) => one.suite === suite.name),
      ),
    ),
  ].join('\n')
}

function printSuite(suite: Suite & { file: string }, told: ToldOn[]): string[] {
  const lines = [...new Set([...LINES, ...told.map(({ line }) => line)])]
  const rows = suite.scenarios.map(({ title, needs }) => {
    const cells = lines.map((line) =>
      told.some((one) => one.line === line && (needs === null || one.abilities.has(needs))),
    )
    return [title, ...cells.map((is) => (is ? '✓' : '–'))]
  })
  const title = suite.describes.replace(/^./, (first) => first.toUpperCase())
  const table = [['', ...lines], ['---', ...lines.map(() => '---')], ...rows]
  return [`## ${title}`, '', `[\`${suite.file}\`](../../${suite.file})`, '', ...table.map(printRow), '']
}

function printRow(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

async function readAll(pattern: string): Promise<{ file: string; source: string }[]> {
  const files = globSync(pattern, { cwd: root }).toSorted()
  return Promise.all(files.map(async (file) => ({ file, source: await readFile(join(root, file), 'utf8') })))
}
