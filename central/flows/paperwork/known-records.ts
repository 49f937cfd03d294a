import type { z } from 'zod'
import type { Executor } from '#central/db/executor.ts'
import { prepareListQuery, prepareQuery } from '#central/db/prepare-query.ts'
import type { Role } from '#shared/protocol/agent-state.ts'
import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import type { CustomerId, UserId } from '#shared/protocol/ids.ts'

export type KnownUser = { userId: UserId; name: string; role: z.infer<typeof Role> }
export type KnownInteraction = { customerId: CustomerId | null; number: string | null; mine: boolean }
export type KnownTask = { assigneeId: string | null; createdBy: string | null; open: boolean }

/** What a batch speaks of, read in one statement per kind, and kept in step as its commands are applied. */
export type KnownRecords = {
  interactions: Map<string, KnownInteraction>
  /** note id → its author and the interaction it stands under */
  notes: Map<string, { userId: string; interactionId: string }>
  tasks: Map<string, KnownTask>
  /** customer id → the number to call back, when there is one */
  customers: Map<string, { phone: string | null }>
  dispositionCodes: ReadonlySet<string>
  reasonCodes: ReadonlySet<string>
}

/** Reads everything `commands` name. Statements depend on the kinds present, never on the number of commands. */
export async function readKnownRecords(
  tx: Executor,
  userId: UserId,
  commands: readonly Paperwork[],
): Promise<KnownRecords> {
  const ids = collectIds(commands)
  const codes = ids.disposes ? await readCodes(tx) : []
  return {
    interactions: await readInteractions(tx, userId, ids.interactions),
    notes: await readNotes(tx, ids.notes),
    tasks: await readTasks(tx, ids.tasks),
    customers: await readCustomers(tx, ids.customers),
    dispositionCodes: new Set(codes.filter((row) => row.kind === 'disposition').map((row) => row.code)),
    reasonCodes: new Set(codes.filter((row) => row.kind === 'reason').map((row) => row.code)),
  }
}

function collectIds(commands: readonly Paperwork[]) {
  const ids = {
    interactions: new Set<string>(),
    notes: new Set<string>(),
    tasks: new Set<string>(),
    customers: new Set<string>(),
    disposes: false,
  }
  for (const { body } of commands) {
    if ('interactionId' in body && body.interactionId) ids.interactions.add(body.interactionId)
    if ('customerId' in body && body.customerId) ids.customers.add(body.customerId)
    if (body.type === 'interaction.note') ids.notes.add(body.noteId)
    if (body.type === 'interaction.dispose') ids.disposes = true
    if ('taskId' in body) ids.tasks.add(body.taskId)
    if ('followUp' in body && body.followUp) ids.tasks.add(body.followUp.taskId)
  }
  return ids
}

/** `mine`: this agent's interaction, or a call that was this agent's at some time. */
async function readInteractions(tx: Executor, userId: UserId, ids: ReadonlySet<string>) {
  const known = new Map<string, KnownInteraction>()
  if (ids.size === 0) return known
  const rows = await selectInteractions(tx, [...ids])
  for (const row of rows) {
    const customerId = row.customer_id as CustomerId | null
    known.set(row.id, { customerId, number: row.number, mine: row.agent_id === userId })
  }
  const others = rows.filter((row) => row.agent_id !== userId).map((row) => row.id)
  if (others.length === 0) return known
  const calls = await tx
    .selectFrom('leg')
    .innerJoin('call', 'call.id', 'leg.call_id')
    .select('call.interaction_id')
    .where('leg.user_id', '=', userId)
    .where('call.interaction_id', 'in', others)
    .union(
      tx
        .selectFrom('call')
        .select('call.interaction_id')
        .where('call.agent_id', '=', userId)
        .where('call.interaction_id', 'in', others),
    )
    .execute()
  for (const call of calls) {
    const interaction = known.get(call.interaction_id)
    if (interaction) interaction.mine = true
  }
  return known
}

const selectInteractions = prepareListQuery((db, ids) =>
  db.selectFrom('interaction').select(['id', 'agent_id', 'customer_id', 'number']).where('id', 'in', ids),
)

async function readNotes(tx: Executor, ids: ReadonlySet<string>) {
  const known: KnownRecords['notes'] = new Map()
  const rows = await selectNotes(tx, [...ids])
  for (const row of rows) known.set(row.id, { userId: row.user_id, interactionId: row.interaction_id })
  return known
}

const selectNotes = prepareListQuery((db, ids) =>
  db.selectFrom('note').select(['id', 'user_id', 'interaction_id']).where('id', 'in', ids),
)

async function readTasks(tx: Executor, ids: ReadonlySet<string>) {
  const known: KnownRecords['tasks'] = new Map()
  const rows = await selectTasks(tx, [...ids])
  for (const row of rows) {
    known.set(row.id, { assigneeId: row.assignee_id, createdBy: row.created_by, open: row.status === 'open' })
  }
  return known
}

const selectTasks = prepareListQuery((db, ids) =>
  db.selectFrom('task').select(['id', 'assignee_id', 'created_by', 'status']).where('id', 'in', ids),
)

async function readCustomers(tx: Executor, ids: ReadonlySet<string>) {
  const known: KnownRecords['customers'] = new Map()
  if (ids.size === 0) return known
  const rows = await tx
    .selectFrom('customer')
    .leftJoin('customer_phone', (join) =>
      join.onRef('customer_phone.customer_id', '=', 'customer.id').on('customer_phone.is_primary', '=', 1),
    )
    .select(['customer.id', 'customer_phone.e164'])
    .where('customer.id', 'in', [...ids])
    .execute()
  for (const row of rows) known.set(row.id, { phone: row.e164 })
  return known
}

/** Disabled codes too: what was written before one was switched off still counts. */
function readCodes(tx: Executor) {
  return selectCodes(tx, {})
}

const selectCodes = prepareQuery((db) =>
  db.selectFrom('catalog_item').select(['kind', 'code']).where('kind', 'in', ['disposition', 'reason']),
)
