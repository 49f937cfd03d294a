import { FORBIDDEN } from '#test/simulation/world/template.ts'
import type { Evidence, Row } from './evidence.ts'

/**
 * One wish to call somebody is one call with one interaction, however often it was clicked and whatever became of its
 * answer; no more telephones rang than were wished for, and none that nobody may call.
 */
export function judgeDials(evidence: Evidence): void {
  const { ledger, rows, fail } = evidence
  const forbidden: readonly string[] = FORBIDDEN
  const calls = new Map<string, Row[]>()
  for (const row of rows(`select * from call where direction = 'outbound'`)) {
    const key = String(row.vendor_id)
    calls.set(key, [...(calls.get(key) ?? []), row])
    if (forbidden.includes(String(row.caller_number)))
      fail(`call ${row.id} is to ${row.caller_number}, which nobody may call`)
  }
  for (const { user, dialId, number, said } of ledger.dials) {
    const key = `dialled-${user}-${dialId}`
    const made = calls.get(key) ?? []
    calls.delete(key)
    if (made.length > 1) fail(`${dialId} is ${made.length} calls`)
    if (made.length === 0 && said === 'saved') fail(`${dialId} was said to be under way, and there is no such call`)
    if (said === 'saved' && forbidden.includes(number)) fail(`${dialId} to ${number} was not refused`)
    for (const call of made) judgeMade(evidence, call, { dialId, number })
  }
  for (const key of calls.keys()) fail(`call ${key} was invented`)
  for (const number of forbidden) if (ledger.rung.includes(number)) fail(`${number} rang`)
  for (const [number, wishes] of Map.groupBy(ledger.dials, (dial) => dial.number)) {
    const rang = ledger.rung.filter((one) => one === number).length
    if (rang > wishes.length) fail(`${number} rang ${rang} times, it was to be called ${wishes.length} times`)
  }
}

function judgeMade({ rows, fail }: Evidence, call: Row, { dialId, number }: { dialId: string; number: string }): void {
  if (call.caller_number !== number) fail(`${dialId} called ${call.caller_number} instead of ${number}`)
  const [interaction] = rows('select * from interaction where id = ?', String(call.interaction_id))
  if (interaction?.direction !== 'outbound' || interaction.number !== number)
    fail(`the interaction of ${dialId} is ${interaction?.direction} with ${interaction?.number}`)
  const called = rows(`select * from leg where call_id = ? and role = 'customer'`, String(call.id))
  if (called.length > 1) fail(`${dialId} was dialled ${called.length} times`)
  if (call.state !== 'ended') return
  const wasUp = called.some((leg) => leg.up_at !== null)
  // who picks up when the agent's line is gone already is nobody who was reached; by the line's clock, for central's jumps
  const wasReached = rows(
    `select 1 from leg join leg as own on own.call_id = leg.call_id and own.role = 'agent'
     where leg.call_id = ? and leg.role = 'customer' and (own.state <> 'ended' or leg.up_at < own.since)`,
    String(call.id),
  )
  if (!wasUp && interaction?.result !== 'missed')
    fail(`nobody answered ${dialId}, and it counts as ${interaction?.result}`)
  if (wasReached.length > 0 && interaction?.result === 'missed')
    fail(`somebody answered ${dialId}, and it counts as missed`)
}
