import type { Executor } from '#central/db/executor.ts'
import { billingArticles } from './defaults/articles/billing.ts'
import { careArticles } from './defaults/articles/care.ts'
import { deliveryArticles } from './defaults/articles/delivery.ts'
import { salesArticles } from './defaults/articles/sales.ts'
import { defaultDispositions } from './defaults/dispositions.ts'
import { defaultReasons } from './defaults/reasons.ts'
import { defaultScripts } from './defaults/scripts.ts'
import { raiseCatalogRevision, readCatalogRevision } from './revision.ts'

/** Puts the default outcomes, reasons, scripts and articles into an empty catalog; a catalog in use stays as it is. */
export async function seedCatalog(tx: Executor): Promise<void> {
  if ((await readCatalogRevision(tx)) > 0) return
  const articles = [...billingArticles, ...deliveryArticles, ...careArticles, ...salesArticles]
  const items = [
    ...defaultDispositions.map(({ code, ...body }) => ({ kind: 'disposition' as const, code, body })),
    ...defaultReasons.map(({ code, ...body }) => ({ kind: 'reason' as const, code, body })),
    ...defaultScripts.map(({ scriptId, ...body }) => ({ kind: 'script' as const, code: scriptId, body })),
    ...articles.map(({ articleId, ...body }) => ({ kind: 'article' as const, code: articleId, body })),
  ]
  await tx
    .insertInto('catalog_item')
    .values(
      items.map(({ kind, code, body }, position) => ({
        kind,
        code,
        position,
        body: JSON.stringify(body),
        disabled: 0,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await raiseCatalogRevision(tx)
}
