import { toJson } from '#central/db/columns.ts'
import type { Executor } from '#central/db/executor.ts'
import type { ConflictId, CustomerId, UserId } from '#shared/protocol/ids.ts'
import type { CustomerField } from '#shared/protocol/view/customer.ts'

/** Two people's values met on one field. Both `userIds` are to be told. */
export type FoundConflict = {
  conflictId: ConflictId
  customerId: CustomerId
  field: CustomerField
  userIds: readonly UserId[]
}

type Editor = { customerId: CustomerId; userId: UserId; commandId: string | null; now: number; newId(): string }
/** `version`: what the field stands at; `baseVersion`: what the editor had read. */
type Change = { field: CustomerField; before: unknown; after: unknown; version: number; baseVersion: number }

/** Writes the history of one changed field, and a conflict when the value it replaces was not what the editor saw. */
export async function recordChange(tx: Executor, editor: Editor, change: Change): Promise<FoundConflict | undefined> {
  const replaced = change.baseVersion < change.version ? await findOtherWriter(tx, editor, change.field) : undefined
  await tx
    .insertInto('customer_field_history')
    .values({
      id: editor.newId(),
      customer_id: editor.customerId,
      field: change.field,
      old_value: toJson(change.before),
      new_value: toJson(change.after),
      version: change.version + 1,
      user_id: editor.userId,
      at: editor.now,
      command_id: editor.commandId,
      replaced_user_id: replaced?.user_id ?? null,
    })
    .execute()
  return replaced && insertConflict(tx, editor, change, replaced)
}

/** Who wrote the value that stands now. An agent's own earlier edit is no conflict: two notes of one offline day. */
async function findOtherWriter(tx: Executor, editor: Editor, field: CustomerField) {
  const last = await tx
    .selectFrom('customer_field_history')
    .select(['user_id', 'at'])
    .where('customer_id', '=', editor.customerId)
    .where('field', '=', field)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last && last.user_id !== editor.userId ? last : undefined
}

async function insertConflict(
  tx: Executor,
  editor: Editor,
  change: Change,
  replaced: { user_id: string; at: number },
): Promise<FoundConflict> {
  const conflictId = editor.newId() as ConflictId
  const userIds = [editor.userId, replaced.user_id as UserId]
  await tx
    .insertInto('conflict')
    .values({
      id: conflictId,
      customer_id: editor.customerId,
      field: change.field,
      kept_value: toJson(change.after),
      kept_by: editor.userId,
      kept_at: editor.now,
      replaced_value: toJson(change.before),
      replaced_by: replaced.user_id,
      replaced_at: replaced.at,
    })
    .execute()
  await tx
    .insertInto('conflict_notice')
    .values(userIds.map((user_id) => ({ conflict_id: conflictId, user_id, acknowledged_at: null })))
    .execute()
  return { conflictId, customerId: editor.customerId, field: change.field, userIds }
}
