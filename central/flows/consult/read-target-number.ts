import type { CallRow } from '#central/calls/call-rows.ts'
import { type GuardedAt, guardNumber, writeDialled } from '#central/flows/guard-number.ts'
import { readQueue } from '#central/routing/queues.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'

/** A number that this agent may ask about the call or send it to, as it is dialled. The same rules as for calling it. */
export async function readTargetNumber(
  at: GuardedAt,
  call: CallRow,
  { userId, number }: { userId: UserId; number: string },
): Promise<Outcome<string>> {
  const queue = call.queue_id === null ? null : await readQueue(at.db, call.queue_id)
  const allowed = await guardNumber(at, { userId, number, queue })
  if (allowed.ok) return accept(writeDialled(allowed.value))
  return allowed.refusal.code === 'invalid_phone' ? refuse('number_not_allowed') : allowed
}
