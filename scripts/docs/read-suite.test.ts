import { describe, expect, it } from 'vitest'
import { readLines } from './read-lines.ts'
import { readSuite } from './read-suite.ts'

const suite = (body: string) =>
  readSuite(`export function describeCalls(name: string): void {
    describe(\`calls on \${name}\`, () => { ${body} })
  }`)

describe('the scenarios of a contract suite', () => {
  it('are read in their order, with what they need', () => {
    const body = `it('rings', async () => { expect(it).toBe(1) })
      it.runIf(abilities.voicemail)('meets a box', async () => {})`
    expect(suite(body)).toEqual({
      name: 'describeCalls',
      describes: 'calls',
      scenarios: [
        { title: 'rings', needs: null },
        { title: 'meets a box', needs: 'voicemail' },
      ],
    })
  })

  it.each([
    [`it.each(['busy', 'away'] as const)('is %s', () => {})`, ['is busy', 'is away']],
    [`it.each([['busy', 17], ['away', 18]] as const)('is %s by %s', () => {})`, ['is busy by …', 'is away by …']],
    [`it.each(makeRows())('is %s', () => {})`, ['is …']],
  ])('of a table are one each: %s', (body, titles) => {
    expect(suite(body).scenarios.map(({ title }) => title)).toEqual(titles)
  })

  it.each([`it.skip('rings', () => {})`, `it(title, () => {})`, `it.runIf(dark)('rings', () => {})`])(
    'that cannot be shown are refused, not left out: %s',
    (body) => expect(() => suite(body)).toThrow(),
  )

  it('are nowhere in a source without a suite', () => {
    expect(() => readSuite('const a = 1')).toThrow('no suite')
  })
})

describe('the lines of a test', () => {
  const suites = new Set(['describeCalls'])

  it('are the ones a suite is told on, also within a condition, with what they can', () => {
    const source = `describe.skipIf(lack)('real', () => {
      describeCalls('Bell', open, { voicemail: true, pager: false })
      describeOther('Morse')
    })`
    expect(readLines(source, suites)).toEqual([
      { suite: 'describeCalls', line: 'Bell', abilities: new Set(['voicemail']) },
    ])
  })

  it('have a name that can be read', () => {
    expect(() => readLines('describeCalls(name)', suites)).toThrow('describeCalls')
  })
})
