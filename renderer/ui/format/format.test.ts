import { expect, it } from 'vitest'
import { countDays, formatDay, formatMoment } from './date.ts'
import { formatClock, formatDuration } from './duration.ts'
import { formatMoney, formatPercent } from './money.ts'
import { formatRelative } from './relative.ts'

const noon = new Date(2026, 10, 22, 12).getTime()

it('writes a running clock', () => {
  expect(formatClock(0)).toBe('0:00')
  expect(formatClock(468_999)).toBe('7:48')
  expect(formatClock(468_000, true)).toBe('07:48')
  expect(formatClock(3_725_000)).toBe('1:02:05')
  expect(formatClock(-5000)).toBe('0:00')
})

it('writes a finished duration in the language on screen', () => {
  expect(formatDuration(372_000, 'en')).toBe('6 min, 12 sec')
  expect(formatDuration(372_000, 'zh-CN')).toBe('6分钟12秒')
  expect(formatDuration(3_725_000, 'zh-TW')).toBe('1 小時 2 分鐘')
  expect(formatDuration(0, 'en')).toBe('0 sec')
})

it('writes minor units as money, whatever their number of digits', () => {
  expect(formatMoney({ minor: 128_400, currency: 'EUR' }, 'en')).toBe('€1,284.00')
  expect(formatMoney({ minor: 928_400, currency: 'CNY' }, 'zh-CN')).toBe('¥9,284.00')
  expect(formatMoney({ minor: 5000, currency: 'JPY' }, 'en')).toBe('¥5,000')
  expect(formatPercent(71.4, 'en')).toBe('71%')
})

it('names near days and dates far ones', () => {
  expect(formatMoment(new Date(2026, 10, 22, 9, 6).getTime(), noon, 'en')).toBe('Today 09:06')
  expect(formatMoment(new Date(2026, 10, 21, 16, 20).getTime(), noon, 'zh-CN')).toBe('昨天 16:20')
  expect(formatDay(new Date(2026, 9, 14).getTime(), noon, 'en')).toBe('14 Oct')
  expect(formatDay(new Date(2021, 2, 1).getTime(), noon, 'en')).toBe('1 Mar 2021')
})

it('counts calendar days, not periods of 24 hours', () => {
  expect(countDays(new Date(2026, 10, 21, 23, 59).getTime(), new Date(2026, 10, 22, 0, 1).getTime())).toBe(-1)
})

it('tells a distance in the largest unit that fits', () => {
  expect(formatRelative(noon + 720_000, noon, 'en')).toBe('in 12 min.')
  expect(formatRelative(noon - 2000, noon, 'en')).toBe('2 sec. ago')
  expect(formatRelative(noon + 720_000, noon, 'zh-CN')).toBe('12分钟后')
  expect(formatRelative(noon, noon, 'en')).toBe('now')
})
