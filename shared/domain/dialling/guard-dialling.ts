import type { Role } from '#shared/protocol/agent-state.ts'
import type { ErrorCode } from '#shared/protocol/error.ts'
import type { CostClass, Dialled } from './read-dialled.ts'

/**
 * Where a queue's agents may call and when. `prefixes`: null = anywhere, none = nowhere. Minutes of the day where the
 * number is, `until` left out; null = at any time.
 */
export type DialRules = {
  prefixes: string[] | null
  hours: { from: number; until: number } | null
}

export type DialAttempt = {
  dialled: Dialled
  role: Role
  rules: DialRules
  /** whoever has the number asked not to be called */
  doNotCall: boolean
  /** what time it is where the number is: in each zone that it may be in, minutes since midnight */
  localMinutes: readonly number[]
}

/** What each role may spend. What is premium nobody calls. */
const mayPay: Record<Role, readonly CostClass[]> = {
  agent: ['ordinary'],
  supervisor: ['ordinary', 'shared'],
  campaign_manager: ['ordinary'],
  admin: ['ordinary', 'shared'],
}

/**
 * Why a number may not be called; null: it may. For help anybody may call at any time. Where the hour differs
 * within a country and nobody knows the town, it has to be a good one in all of it.
 */
export function guardDialling({ dialled, role, rules, doNotCall, localMinutes }: DialAttempt): ErrorCode | null {
  if (dialled.kind === 'emergency') return null
  if (!mayPay[role].includes(dialled.cost)) return 'number_not_allowed'
  const { prefixes, hours } = rules
  if (prefixes !== null && !prefixes.some((prefix) => dialled.e164.startsWith(prefix))) return 'number_not_allowed'
  if (doNotCall) return 'do_not_call'
  if (hours !== null && !localMinutes.every((minute) => isWithin(minute, hours))) return 'outside_calling_hours'
  return null
}

function isWithin(minute: number, { from, until }: { from: number; until: number }): boolean {
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until
}
