import { readOwners } from '#central/customers/read-owners.ts'
import { TransferTarget } from '#shared/protocol/call.ts'
import { MOST_FAVOURITES } from '#shared/protocol/query/query.ts'
import type { Answer } from './asker.ts'

/** Whom the asker marked; nobody else's marks are ever read. A number is named by whoever has it today. */
export const listFavourites: Answer<'favourites.list'> = async ({ db, userId }) => {
  const rows = await db
    .selectFrom('favourite')
    .select(['kind', 'target'])
    .where('user_id', '=', userId)
    .orderBy('added_at')
    .orderBy('target')
    // two desks at once may have marked one too many
    .limit(MOST_FAVOURITES)
    .execute()
  const favourites = rows.map(readTarget)
  const numbers = favourites.flatMap((one) => (one.kind === 'number' ? [one.number] : []))
  const owners = await readOwners(db, numbers)
  return {
    favourites,
    owners: numbers.flatMap((number) => {
      const names = owners.get(number)
      return names === undefined ? [] : [{ number, names }]
    }),
  }
}

function readTarget({ kind, target }: { kind: TransferTarget['kind']; target: string }): TransferTarget {
  if (kind === 'agent') return TransferTarget.parse({ kind, userId: target })
  return TransferTarget.parse(kind === 'queue' ? { kind, queueId: target } : { kind, number: target })
}
