import type { Selectable } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareChange, prepareQuery } from '#central/db/prepare-query.ts'
import type { Database } from '#central/db/schema.ts'
import { updateRows } from '#central/db/write-row.ts'
import type { AgentPosition } from '#shared/domain/agent/agent-position.ts'
import { AgentState, RequestedState } from '#shared/protocol/agent-state.ts'
import { UserId } from '#shared/protocol/ids.ts'

export type AgentRow = Selectable<Database['agent']>
export type Agent = { userId: UserId; position: AgentPosition; row: AgentRow }

/**
 * Reads an agent and holds the row until the transaction ends, so that what is decided from it still stands when it
 * is written. Null: never signed in.
 */
export async function lockAgent(tx: Executor, userId: UserId): Promise<Agent | null> {
  const [row] = await holdAgent(tx, { userId })
  return row ? readAgentRow(row) : null
}

const holdAgent = prepareQuery((db, slot: { userId: string }) =>
  db
    .updateTable('agent')
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('user_id', '=', slot.userId)
    .returningAll(),
)

export async function findAgent(db: Executor, userId: UserId): Promise<Agent | null> {
  const [row] = await selectAgent(db, { userId })
  return row ? readAgentRow(row) : null
}

const selectAgent = prepareQuery((db, slot: { userId: string }) =>
  db.selectFrom('agent').selectAll().where('user_id', '=', slot.userId),
)

/** Holds the row until the transaction ends, if this fence is still the newest. False: a newer desk has the place. */
export async function holdPlace(tx: Executor, userId: UserId, fence: number): Promise<boolean> {
  return (await hold(tx, { userId, fence })) === 1
}

const hold = prepareChange((db, slot: { userId: string; fence: number }) =>
  db
    .updateTable('agent')
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('user_id', '=', slot.userId)
    .where('fence', '=', slot.fence),
)

/** Writes where an agent stands. Only for a row that this transaction holds. */
export async function savePosition(tx: Executor, agent: Agent, position: AgentPosition): Promise<void> {
  const { state, next, before } = position
  const change = {
    state: state.kind,
    reason: state.kind === 'not_ready' ? state.reason : null,
    subject_id: readSubject(state),
    since: state.since,
    next_state: next && JSON.stringify(next),
    before_unreachable: before && JSON.stringify(before),
    idle_since: idleSince(agent, state),
  }
  await updateRows(tx, 'agent', { user_id: agent.userId }, change)
}

/** Whose offer ended without their doing, or whose line blinked, keeps the place among the idle. */
function idleSince(agent: Agent, state: AgentState): number {
  const was = agent.position.state.kind
  if (state.kind !== 'available' || was === 'available' || was === 'offered' || was === 'unreachable') {
    return agent.row.idle_since
  }
  return state.since
}

function readSubject(state: AgentState): string | null {
  switch (state.kind) {
    case 'offered':
      return state.offerId
    case 'on_call':
      return state.callId
    case 'wrap_up':
      return state.wrapUpId
    default:
      return null
  }
}

const subjectKey = { offered: 'offerId', on_call: 'callId', wrap_up: 'wrapUpId' } as const

export function readAgentRow(row: AgentRow): Agent {
  const { state: kind, since } = row
  const state = AgentState.parse(
    kind === 'not_ready'
      ? { kind, since, reason: row.reason }
      : kind === 'offered' || kind === 'on_call' || kind === 'wrap_up'
        ? { kind, since, [subjectKey[kind]]: row.subject_id }
        : { kind, since },
  )
  return {
    userId: UserId.parse(row.user_id),
    position: { state, next: readRequested(row.next_state), before: readRequested(row.before_unreachable) },
    row,
  }
}

function readRequested(json: string | null): RequestedState | null {
  return json === null ? null : RequestedState.parse(JSON.parse(json))
}
