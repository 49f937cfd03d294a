import { expect, it } from 'vitest'
import { fromPicker, listQuickTimes, toPicker } from './due-times.ts'

const at = (hour: number, minute = 0) => new Date(2026, 10, 22, hour, minute).getTime()

it('offers only times still to come', () => {
  expect(listQuickTimes(at(10)).map((choice) => choice.name)).toEqual(['inHour', 'today', 'tomorrow', 'nextWeek'])
  expect(listQuickTimes(at(17)).map((choice) => choice.name)).toEqual(['inHour', 'tomorrow', 'nextWeek'])
})

it('rounds "in an hour" up to five minutes', () => {
  expect(listQuickTimes(at(10, 2))[0]?.at).toBe(at(11, 5))
})

it('reads back what it gave the picker', () => {
  expect(toPicker(at(16, 30))).toBe('2026-11-22 16:30:00')
  expect(fromPicker(toPicker(at(16, 30)))).toBe(at(16, 30))
})
