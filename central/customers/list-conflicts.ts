import type { Executor } from '#central/db/executor.ts'
import type { ConflictId, CustomerId, UserId } from '#shared/protocol/ids.ts'
import type { CustomerField, FieldConflict } from '#shared/protocol/view/customer.ts'
import { describeValue } from './describe-value.ts'

/** Conflicts this user has not acknowledged, newest first; `conflictId` for one of them alone. */
export async function listConflicts(db: Executor, userId: UserId, conflictId?: ConflictId): Promise<FieldConflict[]> {
  let query = db
    .selectFrom('conflict_notice')
    .innerJoin('conflict', 'conflict.id', 'conflict_notice.conflict_id')
    .innerJoin('customer', 'customer.id', 'conflict.customer_id')
    .leftJoin('user as keeper', 'keeper.id', 'conflict.kept_by')
    .leftJoin('user as replacer', 'replacer.id', 'conflict.replaced_by')
    .selectAll('conflict')
    .select(['customer.name as customer_name', 'keeper.name as keeper_name', 'replacer.name as replaced_name'])
    .where('conflict_notice.user_id', '=', userId)
    .where('conflict_notice.acknowledged_at', 'is', null)
  if (conflictId) query = query.where('conflict_notice.conflict_id', '=', conflictId)
  const rows = await query.orderBy('conflict.kept_at', 'desc').orderBy('conflict.id', 'desc').limit(200).execute()
  return rows.map((row) => ({
    conflictId: row.id as ConflictId,
    customerId: row.customer_id as CustomerId,
    customerName: row.customer_name,
    field: row.field as CustomerField,
    kept: { value: describeValue(row.kept_value), by: row.keeper_name ?? row.kept_by, at: row.kept_at },
    replaced: {
      value: describeValue(row.replaced_value),
      by: row.replaced_name ?? row.replaced_by,
      at: row.replaced_at,
    },
  }))
}
