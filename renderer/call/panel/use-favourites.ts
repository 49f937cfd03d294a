import { useMemo } from 'react'
import { pendingOf } from '#renderer/customer/pending.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { previewFavourites } from '#shared/domain/desk/preview-favourites.ts'
import type { TransferTarget } from '#shared/protocol/call.ts'

/** `owners`: whose the marked numbers are, by number; nobody's are left out. */
export type Favourites = {
  favourites: readonly TransferTarget[]
  owners: ReadonlyMap<string, readonly string[]>
}

/** Whom this agent marked, with what waits on this desk; a mark that central refused is none. `settled`: it is known. */
export function useFavourites(): Favourites & { settled: boolean } {
  const query = useDeskQuery('favourites.list', {})
  const pending = useConsole((state) => state.pending)
  const known = query.data?.data
  const marks = useMemo(() => {
    const waiting = pendingOf(pending, 'favourite.set').filter((one) => one.standing === 'waiting')
    const bodies = waiting.map(({ body }) => body)
    return {
      favourites: previewFavourites(known?.favourites ?? [], bodies),
      owners: new Map(known?.owners.map(({ number, names }) => [number, names])),
    }
  }, [known, pending])
  return { ...marks, settled: !query.isPending }
}
