import { z } from 'zod'
import type { DialRules } from '#shared/domain/dialling/guard-dialling.ts'
import { DialPrefix } from '#shared/protocol/scalars.ts'

/** `any`, `none`, or prefixes such as `+1,+8621`. */
export const DialPlaces = z.string().transform((text, issues): DialRules['prefixes'] => {
  if (text === 'any') return null
  if (text === 'none') return []
  const read = z.array(DialPrefix).max(100).safeParse(text.split(','))
  if (read.success) return read.data
  issues.addIssue({ code: 'custom', message: 'any, none, or the beginnings of numbers such as +1,+8621' })
  return z.NEVER
})

/** `any`, or a time of day from and until, such as `08:00-21:00`; in minutes of the day. */
export const DialHours = z.string().transform((text, issues): DialRules['hours'] => {
  if (text === 'any') return null
  const [, fromHour, fromMinute, untilHour, untilMinute] = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text) ?? []
  const from = readMinute(fromHour, fromMinute)
  const until = readMinute(untilHour, untilMinute)
  if (from !== null && until !== null && from !== until) return { from, until }
  issues.addIssue({ code: 'custom', message: 'any, or two times of day such as 08:00-21:00' })
  return z.NEVER
})

function readMinute(hour: string | undefined, minute: string | undefined): number | null {
  const [hours, minutes] = [Number(hour), Number(minute)]
  return hours <= 23 && minutes <= 59 ? hours * 60 + minutes : null
}

/** What agents of a queue may call, for a person to read. */
export function tellDialling({ prefixes, hours }: DialRules): string {
  if (prefixes?.length === 0) return 'its agents call nobody'
  const places = prefixes === null ? 'anywhere' : `numbers that begin with ${prefixes.join(', ')}`
  const times = hours === null ? 'at any hour' : `from ${writeTime(hours.from)} to ${writeTime(hours.until)} there`
  return `its agents may call ${places}, ${times}`
}

function writeTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
