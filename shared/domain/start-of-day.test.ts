import { expect, it } from 'vitest'
import { startOfDay } from './start-of-day.ts'

it.each([
  ['Asia/Shanghai', '2026-11-22T20:30:00Z', '2026-11-22T16:00:00Z'],
  ['Asia/Shanghai', '2026-11-22T15:59:59Z', '2026-11-21T16:00:00Z'],
  ['UTC', '2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z'],
  ['Asia/Kolkata', '2026-11-22T01:00:00Z', '2026-11-21T18:30:00Z'],
  ['America/New_York', '2026-03-08T18:00:00Z', '2026-03-08T05:00:00Z'],
  ['America/New_York', '2026-11-01T18:00:00Z', '2026-11-01T04:00:00Z'],
])('the day in %s at %s began at %s', (zone, now, start) => {
  expect(new Date(startOfDay(Date.parse(now), zone)).toISOString()).toBe(new Date(start).toISOString())
})
