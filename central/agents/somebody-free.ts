import type { Executor } from '#central/db/executor.ts'

/** Whether an agent could take a call to this dialled number now. */
export async function isSomebodyFree(db: Executor, number: string, now: number): Promise<boolean> {
  const free = await db
    .selectFrom('queue_number')
    .innerJoin('queue_member', 'queue_member.queue_id', 'queue_number.queue_id')
    .innerJoin('agent', 'agent.user_id', 'queue_member.user_id')
    .where('queue_number.number', '=', number)
    .where('agent.state', '=', 'available')
    .where('agent.lease_expires_at', '>', now)
    .select('agent.user_id')
    .limit(1)
    .executeTakeFirst()
  return free !== undefined
}
