import { sql } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { PARK_LIMIT_MS } from '#shared/domain/call/park.ts'
import { CallId, QueueId, UserId } from '#shared/protocol/ids.ts'
import type { ParkedCall } from '#shared/protocol/view/floor.ts'

/** The calls that agents have put aside and nobody is picking up, the longest parked first. */
export async function readParked(db: Executor): Promise<ParkedCall[]> {
  const rows = await db
    .selectFrom('call')
    .innerJoin('interaction', 'interaction.id', 'call.interaction_id')
    .leftJoin('customer', 'customer.id', 'interaction.customer_id')
    .leftJoin('user', 'user.id', 'call.parked_by')
    .select(['call.id', 'call.queue_id', 'call.caller_number', 'call.parked_by', 'call.parked_at'])
    .select(['customer.name as customer_name', 'user.name as user_name'])
    // spelled out: a bound value would keep it from using the index of parked calls
    .where(sql<boolean>`call.state = 'parked'`)
    .where('call.parked_at', 'is not', null)
    .where('call.ended_by', 'is', null)
    .orderBy('call.parked_at')
    .orderBy('call.id')
    .execute()
  return rows.flatMap((row) => {
    if (row.queue_id === null || row.parked_by === null || row.parked_at === null) return []
    return {
      ...{ callId: CallId.parse(row.id), queueId: QueueId.parse(row.queue_id) },
      ...{ customerName: row.customer_name, phone: row.caller_number },
      ...{ parkedAt: row.parked_at, returnsAt: row.parked_at + PARK_LIMIT_MS },
      ...{ parkedBy: UserId.parse(row.parked_by), parkedByName: row.user_name ?? '' },
    }
  })
}
