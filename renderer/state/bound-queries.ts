import type { Query, QueryCacheNotifyEvent, QueryClient } from '@tanstack/react-query'

/**
 * Lets go of the answers nobody looks at but the `most` used last. Each caller of a day leaves a whole card behind and
 * each letter of a search a list of hits: time alone would let a busy quarter of an hour pile up.
 */
export function boundQueries(client: QueryClient, most: number): void {
  const cache = client.getQueryCache()
  /** in the order in which they were last used */
  const idle = new Set<Query>()
  cache.subscribe((event) => {
    const { query } = event
    if (event.type === 'removed' || query.getObserversCount() > 0) return void idle.delete(query)
    if (!isUse(event)) return
    idle.delete(query)
    idle.add(query)
    for (const oldest of idle) {
      if (idle.size <= most) return
      cache.remove(oldest)
    }
  })
}

/** Being told that it may be out of date is no use: every answer is, whenever a call ends. */
function isUse(event: QueryCacheNotifyEvent): boolean {
  if (event.type === 'updated') return event.action.type === 'success'
  return event.type === 'added' || event.type === 'observerRemoved'
}
