import type { TypedNumber } from '#renderer/common/read-typed-number.ts'
import { filterByText, type Spell } from '#renderer/palette/match-text.ts'
import type { QueryResult } from '#shared/protocol/query/query.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'
import type { DirectoryAgent, DirectoryQueue } from '#shared/protocol/view/directory.ts'

/** One line of the directory. */
export type Target =
  | { kind: 'number'; id: string; number: string; country: string | null }
  | { kind: 'agent'; id: string; agent: DirectoryAgent }
  | { kind: 'queue'; id: string; queue: DirectoryQueue; name: string }

/** More lines than anybody reads; who is looked for is found by a letter more. */
const mostShown = 60

type Search = {
  directory: QueryResult<'transfer.directory'> | undefined
  typed: string
  number: TypedNumber
  spell: Spell | null
  label: (label: Label) => string
  /** a queue cannot be asked anything, only given a call */
  withQueues: boolean
}

/** Who fits what was typed: a number first, then agents with the free ones above, then queues. */
export function listTargets(search: Search): Target[] {
  const { directory, typed, number, spell, label, withQueues } = search
  const numbers: Target[] =
    number.kind === 'number' ? [{ kind: 'number', id: 'number', number: number.e164, country: number.country }] : []
  const agents = filterByText(directory?.agents ?? [], typed, spell, (agent) => `${agent.name} ${agent.teamName ?? ''}`)
    .toSorted((a, b) => rank(a) - rank(b))
    .map((agent): Target => ({ kind: 'agent', id: `agent-${agent.userId}`, agent }))
  const named = (withQueues ? (directory?.queues ?? []) : []).map((queue) => ({ queue, name: label(queue.name) }))
  const queues = filterByText(named, typed, spell, ({ name }) => name).map(
    ({ queue, name }): Target => ({ kind: 'queue', id: `queue-${queue.queueId}`, queue, name }),
  )
  // queues are few and asked for often: a long list of agents does not push them out
  return [...numbers, ...agents.slice(0, mostShown - Math.min(20, queues.length)), ...queues.slice(0, 20)]
}

const order: readonly DirectoryAgent['state'][] = ['available', 'wrap_up', 'offered', 'on_call', 'not_ready']

function rank({ state }: DirectoryAgent): number {
  const place = order.indexOf(state)
  return place === -1 ? order.length : place
}

/** Whether anybody would answer: an agent who is not free is not rung. */
export function isFree(target: Target): boolean {
  return target.kind !== 'agent' || target.agent.state === 'available'
}
