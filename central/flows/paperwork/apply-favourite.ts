import { readTargetKey } from '#shared/domain/desk/preview-favourites.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { MOST_FAVOURITES } from '#shared/protocol/query/query.ts'
import { applied, type Batch, reject, type Verdict } from './batch.ts'

/** Marked twice is marked; whoever is gone is taken off without a word, but not marked anew. */
export async function applyFavourite(
  { flow, user }: Batch,
  { target, marked }: Extract<PaperworkBody, { type: 'favourite.set' }>,
): Promise<Verdict> {
  const mark = { user_id: user.userId, kind: target.kind, target: readTargetKey(target) }
  if (!marked) {
    await flow.tx
      .deleteFrom('favourite')
      .where('user_id', '=', mark.user_id)
      .where('kind', '=', mark.kind)
      .where('target', '=', mark.target)
      .execute()
    return applied
  }
  if (target.kind !== 'number') {
    const table = target.kind === 'agent' ? 'user' : 'queue'
    const known = await flow.tx.selectFrom(table).select('id').where('id', '=', mark.target).executeTakeFirst()
    if (!known) return reject('target_not_found')
  }
  const { count } = await flow.tx
    .selectFrom('favourite')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('user_id', '=', mark.user_id)
    .executeTakeFirstOrThrow()
  if (Number(count) >= MOST_FAVOURITES) return reject('too_large')
  await flow.tx
    .insertInto('favourite')
    .values({ ...mark, added_at: flow.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return applied
}
