import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CheckedNumber } from '#shared/protocol/view/dialling.ts'
import { readVerdict } from './read-verdict.ts'

const called: CheckedNumber = { kind: 'number', number: '+31107942216', country: 'NL', refused: null, candidates: [] }

it('says nothing of what is hardly begun, and looks up the rest', () => {
  expect(readVerdict('+3', null)).toEqual({ kind: 'nothing' })
  expect(readVerdict('+311', null)).toEqual({ kind: 'looking' })
  expect(readVerdict('０１０７', null)).toEqual({ kind: 'looking' })
})

it('says why not before it says who', () => {
  expect(readVerdict('+31107942216', { ...called, refused: 'do_not_call' })).toEqual({
    kind: 'refused',
    code: 'do_not_call',
  })
  expect(readVerdict('+31107942216', called)).toEqual({ kind: 'stranger', country: 'NL' })
  expect(readVerdict('911', { ...called, kind: 'emergency', country: null })).toEqual({ kind: 'help' })
})

it('has an answer to whatever is typed', () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (typed, known) => {
      expect(readVerdict(typed, known ? called : null).kind).toMatch(/nothing|looking|stranger/)
    }),
  )
})
