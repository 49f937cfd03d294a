import { makeNumber, type NumberTarget, readNumber } from '#renderer/call/contacts/list-contacts.ts'
import type { TypedNumber } from '#renderer/common/read-typed-number.ts'
import { filterByText, type Spell } from '#renderer/palette/match-text.ts'
import { isSameTarget } from '#shared/domain/desk/preview-favourites.ts'
import type { TransferTarget } from '#shared/protocol/call.ts'
import type { QueryResult } from '#shared/protocol/query/query.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'
import type { DirectoryAgent, DirectoryQueue } from '#shared/protocol/view/directory.ts'
import type { Favourites } from './use-favourites.ts'

/** One line of the directory; ids stay the same when a mark comes or goes. */
export type Target =
  | NumberTarget
  | { kind: 'agent'; id: string; marked: boolean; agent: DirectoryAgent }
  | { kind: 'queue'; id: string; marked: boolean; queue: DirectoryQueue; name: string }

/** More lines than anybody reads; who is looked for is found by a letter more. */
const mostShown = 60

type Search = Favourites & {
  directory: QueryResult<'transfer.directory'> | undefined
  /** customers that fit what was typed */
  contacts: readonly NumberTarget[]
  typed: string
  number: TypedNumber
  spell: Spell | null
  label: (label: Label) => string
  /** a queue cannot be asked anything, only given a call */
  withQueues: boolean
}

/**
 * Who fits what was typed, in the order of `groups`: a number first, then favourites, who can take a call now, who
 * cannot, and contacts, which come later than the others and must not push them away.
 */
export function listTargets(search: Search): Target[] {
  const { directory, favourites, typed, spell, label, withQueues } = search
  const isMarked = (target: TransferTarget) => favourites.some((one) => isSameTarget(one, target))
  const agents = filterByText(directory?.agents ?? [], typed, spell, (agent) => `${agent.name} ${agent.teamName ?? ''}`)
    .toSorted((a, b) => rank(a) - rank(b))
    .map((agent): Target => {
      const marked = isMarked({ kind: 'agent', userId: agent.userId })
      return { kind: 'agent', id: `agent-${agent.userId}`, marked, agent }
    })
  const named = (withQueues ? (directory?.queues ?? []) : []).map((queue) => ({ queue, name: label(queue.name) }))
  const queues = filterByText(named, typed, spell, ({ name }) => name).map(({ queue, name }): Target => {
    const marked = isMarked({ kind: 'queue', queueId: queue.queueId })
    return { kind: 'queue', id: `queue-${queue.queueId}`, marked, queue, name }
  })
  const targets = [
    // queues are few and asked for often: a long list of agents does not push them out
    ...cut(agents, mostShown - Math.min(20, queues.length)),
    ...cut(queues, 20),
    ...listNumbers(search),
  ]
  return groups.flatMap((group) => targets.filter((target) => groupOf(target) === group))
}

/** Marked ones are few, and all of them are wanted. */
function cut(targets: readonly Target[], most: number): Target[] {
  return [...targets.filter(({ marked }) => marked), ...targets.filter(({ marked }) => !marked).slice(0, most)]
}

/** Each number once: as it was typed, as a favourite, or as one of a contact's. */
function listNumbers({ favourites, owners, contacts, typed, number, spell }: Search): NumberTarget[] {
  const dialled = number.kind === 'number' ? [makeNumber(number.e164, number.country)] : []
  const marked = favourites.flatMap((one) => (one.kind === 'number' ? [one.number] : []))
  const digits = typed.replace(/\D/g, '')
  const fitting = marked.filter((one) => {
    const names = owners.get(one)?.join(' ') ?? ''
    return (digits !== '' && one.includes(digits)) || filterByText([names], typed, spell, (text) => text).length > 0
  })
  const known = new Map(contacts.map((contact) => [contact.number, contact]))
  const lines = new Map<string, NumberTarget>()
  for (const one of [
    ...dialled,
    ...fitting.flatMap((e164) => known.get(e164) ?? readNumber(e164) ?? []),
    ...contacts,
  ]) {
    const names = known.get(one.number)?.names ?? owners.get(one.number) ?? []
    if (!lines.has(one.number)) lines.set(one.number, { ...one, marked: marked.includes(one.number), names })
  }
  return [...lines.values()]
}

export const groups = ['number', 'favourite', 'agent', 'queue', 'away', 'contact'] as const

export function groupOf(target: Target): (typeof groups)[number] {
  if (target.marked) return 'favourite'
  if (target.kind === 'agent') return isFree(target) ? 'agent' : 'away'
  if (target.kind === 'queue') return 'queue'
  return target.contact === null ? 'number' : 'contact'
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
