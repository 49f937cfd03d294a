import type { CallerFound } from '#central/customers/caller-found.ts'
import { findCaller } from '#central/customers/find-caller.ts'
import { readSummaries } from '#central/customers/read-summaries.ts'
import type { Answer } from './asker.ts'

export const matchCaller: Answer<'caller.match'> = async ({ db, readRegion }, { number }) => {
  const found = await findCaller(db, { number, region: await readRegion(db) })
  const matches = listMatches(found)
  const customers = await readSummaries(
    db,
    matches.map((match) => match.customerId),
  )
  const candidates = customers.map((customer) => ({
    reason: matches.find((match) => match.customerId === customer.customerId)?.reason ?? 'last7',
    customer,
  }))
  return { candidates }
}

function listMatches(found: CallerFound) {
  if (found.kind === 'known') return [found]
  return found.kind === 'candidates' ? found.candidates : []
}
