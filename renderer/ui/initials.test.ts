import { expect, it } from 'vitest'
import { makeInitials } from './initials.ts'

it('takes first and last initial of a Latin name', () => {
  expect(makeInitials('Maya van der Okafor')).toBe('MO')
  expect(makeInitials('Cher')).toBe('C')
})

it('takes the given name of a Chinese one', () => {
  expect(makeInitials('陈雨桐')).toBe('雨桐')
  expect(makeInitials('孟凯')).toBe('孟凯')
  expect(makeInitials('北风物流有限公司')).toBe('风物')
})

it('survives an empty name', () => {
  expect(makeInitials('  ')).toBe('?')
})

it('never cuts a character in half', () => {
  expect(makeInitials('𝓐nna 𝓑ee')).toBe('𝓐𝓑')
  expect(makeInitials('𠮷野')).toBe('𠮷野')
  expect(makeInitials('نور الهاشمي')).toBe('نا')
  expect(makeInitials('👩‍👩‍👧')).toBe('?')
})
