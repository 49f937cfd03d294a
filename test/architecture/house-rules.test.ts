import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Complaints, createProbeProject } from './probe-project.ts'

const ambient = {
  'reads the clock': 'export const now = Date.now()',
  'passes the clock on': 'export const now = { now: Date.now }',
  'makes a date of now': 'export const date = new Date()',
  'throws dice': 'export const dice = Math.random()',
  'makes an id': 'export const id = crypto.randomUUID()',
  'imports ids': "import { randomUUID } from 'node:crypto'\nexport const id = randomUUID()",
  'sets a timer': 'setTimeout(() => {}, 1)',
  'sets an interval': 'export const stop = setInterval(() => {}, 1)',
  'sets a timer on the global object': 'globalThis.setTimeout(() => {}, 1)',
  'sets a timer on the window': 'window.setInterval(() => {}, 1)',
  'imports timers': "import { setTimeout as wait } from 'node:timers/promises'\nexport const rest = wait",
}

const innocent = {
  'takes a clock': 'export const later = (clock: { now(): number }) => clock.now() + 1',
  'reads a given time': 'export const date = (at: number) => new Date(at).toISOString()',
  'names a method like a timer': 'export const wait = (clock: { setTimeout(): void }) => clock.setTimeout()',
}

const rooms = [
  'shared/domain',
  'central/calls',
  'central/telephony/twilio',
  'main/store',
  'web',
  'electron',
  'renderer/state',
]
const exempt = [
  'central/clock.ts',
  'main/clock-wall.ts',
  'shared/domain/random.ts',
  'central/calls/x.test.ts',
  'test/e2e/x.ts',
  'bench/x.ts',
  'scripts/x.ts',
]

const others: [rule: string, path: string, text: string][] = [
  ['noRestrictedImports', 'central/calls/electron.ts', "import { app } from 'electron'\nexport const name = app"],
  ['noRestrictedImports', 'main/electron.ts', "import { app } from 'electron'\nexport const name = app"],
  ['noRestrictedImports', 'central/calls/electron.test.ts', "import { app } from 'electron'\nexport const name = app"],
  [
    'noRestrictedImports',
    'renderer/work/node.ts',
    "import { readFileSync } from 'node:fs'\nexport const read = readFileSync",
  ],
  [
    'noRestrictedImports',
    'shared/domain/node.ts',
    "import { readFileSync } from 'node:fs'\nexport const read = readFileSync",
  ],
  ['noRestrictedImports', 'main/store/up.ts', "export { name } from '../../up.ts'"],
  ['noImportCycles', 'main/cycle-a.ts', "import { b } from './cycle-b.ts'\nexport const a = (): number => b()"],
  ['noImportCycles', 'main/cycle-b.ts', "import { a } from './cycle-a.ts'\nexport const b = (): number => a()"],
  [
    'noFloatingPromises',
    'main/floating.ts',
    'async function work(): Promise<void> {}\nexport function start() {\n  work()\n}',
  ],
  ['noBarrelFile', 'main/index.ts', "export { a } from './cycle-a.ts'"],
  ['noExplicitAny', 'main/any.ts', 'export const parse = (text: string): any => text'],
]

const beyondShared = ['process.pid', 'document.title', "console.log('x')", 'window.name', 'setTimeout(() => {}, 1)']

const slug = (words: string) => words.replaceAll(' ', '-')
const files: Record<string, string> = { 'electron/app.ts': "import { app } from 'electron'\nexport const name = app" }
for (const [what, text] of Object.entries({ ...ambient, ...innocent })) {
  for (const room of rooms) files[`${room}/${slug(what)}.ts`] = text
}
for (const path of exempt) files[path] = ambient['reads the clock']
for (const [, path, text] of others) files[path] = text
beyondShared.forEach((text, n) => {
  files[`shared/domain/beyond-${n}.ts`] = `export const beyond = ${text}\n`
})

describe('the house rules', () => {
  const project = createProbeProject(files)
  let lint: Complaints
  let types: Complaints
  beforeAll(() => {
    lint = project.lint()
    types = project.typeCheck()
  })
  afterAll(project.remove)

  it.each(Object.keys(ambient))('no room %s', (what) => {
    const silent = rooms.filter((room) => !lint.get(`${room}/${slug(what)}.ts`)?.includes('plugin'))
    expect(silent).toEqual([])
  })

  it.each(Object.keys(innocent))('code that %s is left alone', (what) => {
    const blamed = rooms.filter((room) => lint.get(`${room}/${slug(what)}.ts`)?.includes('plugin'))
    expect(blamed).toEqual([])
  })

  it.each(exempt)('%s may read the clock', (path) => {
    expect(lint.get(path) ?? []).not.toContain('plugin')
  })

  it('only electron/ imports electron', () => {
    expect(lint.get('electron/app.ts') ?? []).toEqual([])
  })

  it.each(others)('%s fires in %s', (rule, path) => {
    expect(lint.get(path)).toContain(rule)
  })

  it.each(beyondShared.map((text, n) => [text, n] as const))('shared has no %s', (_, n) => {
    expect(types.get(`shared/domain/beyond-${n}.ts`)).toEqual([expect.stringMatching(/TS2304|TS2584|TS2591|TS2580/)])
  })
})
