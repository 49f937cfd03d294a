import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it, onTestFinished } from 'vitest'
import { boundQueries } from './bound-queries.ts'

function start() {
  const client = new QueryClient()
  onTestFinished(() => client.clear())
  boundQueries(client, 3)
  const put = (name: string) => client.setQueryData([name], name)
  const look = (name: string) => {
    const queryFn = () => name
    return new QueryObserver(client, { queryKey: [name], queryFn, staleTime: Number.POSITIVE_INFINITY }).subscribe(
      () => {},
    )
  }
  const kept = () =>
    client
      .getQueryCache()
      .getAll()
      .map(({ queryKey }) => queryKey[0])
      .toSorted()
  return { client, put, look, kept }
}

it('keeps the last few answers that nobody looks at, however many came', () => {
  const { put, kept } = start()
  for (const name of ['a', 'b', 'c', 'd', 'e']) put(name)
  expect(kept()).toEqual(['c', 'd', 'e'])
})

it('lets nothing go that is looked at, nor what was looked at last', () => {
  const { put, look, kept } = start()
  put('a')
  const leave = look('a')
  for (const name of ['b', 'c', 'd', 'e']) put(name)
  expect(kept()).toEqual(['a', 'c', 'd', 'e'])
  leave()
  expect(kept()).toEqual(['a', 'd', 'e'])
  put('f')
  expect(kept()).toEqual(['a', 'e', 'f'])
})

it('counts a fresh answer as use, and being marked as out of date not', async () => {
  const { client, put, kept } = start()
  for (const name of ['a', 'b', 'c', 'a']) put(name)
  await client.invalidateQueries()
  put('d')
  expect(kept()).toEqual(['a', 'c', 'd'])
})
