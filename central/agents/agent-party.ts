import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { UserId } from '#shared/protocol/ids.ts'

type AgentParty = { kind: 'number' | 'sip' | 'client'; address: string }

/**
 * How an agent's leg is reached: `kind:address` of their profile (`number:+1415…`, `sip:alice@pbx`, `client:alice`).
 * Without one, the provider's client identity that is the user's own id.
 */
export async function readAgentParty(db: Executor, userId: UserId): Promise<AgentParty> {
  const [row] = await selectLine(db, { userId })
  const [, kind, address] = /^(number|sip|client):(.+)$/.exec(row?.line ?? '') ?? []
  if (address === undefined) return { kind: 'client', address: userId }
  return { kind: kind === 'number' || kind === 'sip' ? kind : 'client', address }
}

const selectLine = prepareQuery((db, slot: { userId: string }) =>
  db.selectFrom('user').select('line').where('id', '=', slot.userId),
)
