import { findCalled } from '#central/customers/find-called.ts'
import type { Executor } from '#central/db/executor.ts'
import { readDialRules } from '#central/routing/dialling-queues.ts'
import type { QueueRow } from '#central/routing/queues.ts'
import { guardDialling } from '#shared/domain/dialling/guard-dialling.ts'
import { readLocalMinutes } from '#shared/domain/dialling/local-minutes.ts'
import { type Dialled, listCountries, readDialled } from '#shared/domain/dialling/read-dialled.ts'
import { Role } from '#shared/protocol/agent-state.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { CustomerId, UserId } from '#shared/protocol/ids.ts'
import type { Flow } from './run-flow.ts'

/** `region`: the site's country. */
export type GuardedAt = { db: Executor; now: number; region: string }
type Wish = { userId: UserId; number: string; queue: QueueRow | null; customerId?: CustomerId | null }

/**
 * A number that this agent may have dialled now, for a call of their own, a consult or a transfer. Refused with
 * `invalid_phone`, `number_not_allowed`, `do_not_call` or `outside_calling_hours`.
 */
export async function guardNumber(
  { db, now, region }: GuardedAt,
  { userId, number, queue, customerId = null }: Wish,
): Promise<Outcome<Dialled>> {
  const dialled = readDialled(number, region)
  if (!dialled) return refuse('invalid_phone', { field: 'number' })
  if (dialled.kind === 'emergency') return accept(dialled)
  const { e164 } = dialled
  const { doNotCall, timeZone } = await findCalled(db, { e164, customerId })
  const code = guardDialling({
    ...{ dialled, doNotCall, role: await readRole(db, userId), rules: readDialRules(queue) },
    localMinutes: readLocalMinutes(now, { timeZone, countries: listCountries(dialled) }),
  })
  return code === null ? accept(dialled) : refuse(code, { field: 'number' })
}

async function readRole(db: Executor, userId: UserId): Promise<Role> {
  const user = await db.selectFrom('user').select('role').where('id', '=', userId).executeTakeFirst()
  return Role.parse(user?.role)
}

/** Where and when a flow stands, for the guard. */
export const guardOf = ({ tx, now, context }: Flow): GuardedAt => ({ db: tx, now, region: context.region })

/** As it is written to the line: E.164, or as dialled where it is help. */
export function writeDialled(dialled: Dialled): string {
  return dialled.kind === 'emergency' ? dialled.address : dialled.e164
}
