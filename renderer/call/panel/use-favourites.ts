import { useMemo } from 'react'
import { pendingOf } from '#renderer/customer/pending.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { previewFavourites } from '#shared/domain/desk/preview-favourites.ts'
import type { TransferTarget } from '#shared/protocol/call.ts'

/** Whom this agent marked, with what waits on this desk; a mark that central refused is none. `settled`: it is known. */
export function useFavourites(): { favourites: readonly TransferTarget[]; settled: boolean } {
  const query = useDeskQuery('favourites.list', {})
  const pending = useConsole((state) => state.pending)
  const known = query.data?.data.favourites
  const favourites = useMemo(() => {
    const waiting = pendingOf(pending, 'favourite.set').filter((one) => one.standing === 'waiting')
    return previewFavourites(
      known ?? [],
      waiting.map(({ body }) => body),
    )
  }, [known, pending])
  return { favourites, settled: !query.isPending }
}
