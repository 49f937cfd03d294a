import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeError } from './describe-error.ts'
import { dropPersonal, maskNumbers } from './drop-personal.ts'

const NEEDLE = 'needle王小明'

describe('fields of a log line', () => {
  it('lose what stands under a personal key, at any depth', () => {
    const personal = fc.constantFrom('name', 'phone', 'pii.anything', 'Number', 'note', 'password', 'token', 'headers')
    const plain = fc.constantFrom('userId', 'code', 'rows', 'report')
    const value = fc.oneof(fc.constant(NEEDLE), fc.constant([NEEDLE]), fc.constant({ deeper: NEEDLE }))
    const fields = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        fc.tuple(personal, value).map(([key, held]) => ({ [key]: held })),
        fc.tuple(plain, tie('tree')).map(([key, held]) => ({ [key]: held })),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((held) => ({ rows: held })),
      ),
    })).tree
    fc.assert(
      fc.property(fields, (tree) => {
        expect(JSON.stringify(dropPersonal(tree as object))).not.toContain('needle')
      }),
      { numRuns: 1_000 },
    )
  })

  it('keep ids, codes and counts, and errors for their own serializer', () => {
    const err = new Error('x')
    const fields = { userId: 'u-1', code: 'fenced', ms: 3, err, report: { closed: 2, ids: ['a'] } }
    expect(dropPersonal(fields)).toEqual(fields)
  })

  it('lose numbers that a provider quotes in its words', () => {
    for (const number of ['+14155550123', '(415) 555-0123', '138 1234 5678', '4111-1111-1111-1111'])
      expect(maskNumbers(`The number ${number} is not reachable`)).toBe('The number [number] is not reachable')
    expect(dropPersonal({ detail: 'busy: +8613812345678' })).toEqual({ detail: 'busy: [number]' })
    expect(maskNumbers('port 8490, took 1200 ms')).toBe('port 8490, took 1200 ms')
  })

  it('of a JSON error do not quote what could not be read', () => {
    const read = (text: string): unknown => {
      try {
        return JSON.parse(text)
      } catch (error) {
        return describeError(error)
      }
    }
    const told = JSON.stringify(read(`{"name": ${NEEDLE}}`))
    expect(told).toContain('SyntaxError')
    expect(told).not.toContain('needle')
  })
})
