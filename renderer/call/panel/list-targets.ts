import { readTypedNumber, type TypedNumber } from '#renderer/common/read-typed-number.ts'
import { filterByText, type Spell } from '#renderer/palette/match-text.ts'
import { isSameTarget } from '#shared/domain/desk/preview-favourites.ts'
import type { TransferTarget } from '#shared/protocol/call.ts'
import type { QueryResult } from '#shared/protocol/query/query.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'
import type { DirectoryAgent, DirectoryQueue } from '#shared/protocol/view/directory.ts'

/** One line of the directory; ids stay the same when a mark comes or goes. */
export type Target =
  | { kind: 'number'; id: string; marked: boolean; number: string; country: string | null }
  | { kind: 'agent'; id: string; marked: boolean; agent: DirectoryAgent }
  | { kind: 'queue'; id: string; marked: boolean; queue: DirectoryQueue; name: string }

/** More lines than anybody reads; who is looked for is found by a letter more. */
const mostShown = 60

type Search = {
  favourites: readonly TransferTarget[]
  directory: QueryResult<'transfer.directory'> | undefined
  typed: string
  number: TypedNumber
  spell: Spell | null
  label: (label: Label) => string
  /** a queue cannot be asked anything, only given a call */
  withQueues: boolean
}

/** Who fits what was typed: a number first, then favourites, agents with the free ones above, and queues. */
export function listTargets(search: Search): Target[] {
  const { directory, favourites, typed, number, spell, label, withQueues } = search
  const isMarked = (target: TransferTarget) => favourites.some((one) => isSameTarget(one, target))
  const dialled: Target[] = number.kind === 'number' ? [makeNumber(number.e164, number.country, isMarked)] : []
  const typedDigits = typed.replace(/\D/g, '')
  const numbers = favourites.flatMap((one): Target[] => {
    if (one.kind !== 'number' || (number.kind === 'number' && number.e164 === one.number)) return []
    const fits = typed.trim() === '' || (typedDigits !== '' && one.number.includes(typedDigits))
    // with its + the region does not matter
    const read = readTypedNumber(one.number, 'US')
    return fits ? [makeNumber(one.number, read.kind === 'number' ? read.country : null, isMarked)] : []
  })
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
  // queues are few and asked for often: a long list of agents does not push them out
  const first = [...agents, ...queues, ...numbers].filter((target) => target.marked)
  const others = agents.filter((target) => !target.marked).slice(0, mostShown - Math.min(20, queues.length))
  return [...dialled, ...first, ...others, ...queues.filter((target) => !target.marked).slice(0, 20)]
}

function makeNumber(number: string, country: string | null, isMarked: (target: TransferTarget) => boolean): Target {
  const marked = isMarked({ kind: 'number', number })
  return { kind: 'number', id: `number-${number.slice(1)}`, marked, number, country }
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
