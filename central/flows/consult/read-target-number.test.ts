import { expect, it } from 'vitest'
import { readTargetNumber } from './read-target-number.ts'

it.each(['+14155550177', '+8613800138000', '+31107942216'])('%s may be dialled', (number) => {
  expect(readTargetNumber(number)).toEqual({ ok: true, value: number })
})

it.each([
  ['no country has it', '+999123456789'],
  ['too short', '+1415'],
  ['a premium number of the United States', '+19005551234'],
  ['a premium number of the Netherlands', '+319001234567'],
  ['a premium number of the United Kingdom', '+449098790000'],
])('a call is not sent where it costs or goes nowhere: %s', (_why, number) => {
  expect(readTargetNumber(number)).toMatchObject({ ok: false, refusal: { code: 'number_not_allowed' } })
})
