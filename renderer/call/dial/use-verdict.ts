import { useDebounced } from '#renderer/search/use-debounced.ts'
import { useDeskQuery } from '#renderer/state/queries.ts'
import type { QueryParams } from '#shared/protocol/query/query.ts'
import { readVerdict, type Verdict } from './read-verdict.ts'

type Asked = QueryParams<'dialling.check'> & { number: string }

/**
 * What central says of calling a number, once it stands still; empty: of none. When central does not say, nothing
 * stands against it: it guards the call itself.
 */
export function useVerdict(asked: Asked): Verdict {
  const key = `${asked.number} ${asked.customerId}`
  const settled = useDebounced(key, 200) === key
  const begun = readVerdict(asked.number, null)
  const check = useDeskQuery('dialling.check', asked, { enabled: settled && begun.kind !== 'nothing' })
  if (begun.kind === 'nothing' || check.error !== null) return { kind: 'nothing' }
  if (check.data === undefined) return begun
  const { called } = check.data.data
  return called === null ? { kind: 'nothing' } : readVerdict(asked.number, called)
}
