import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import { QueueId } from '#shared/protocol/ids.ts'
import { type Catalog, Label } from '#shared/protocol/view/catalog.ts'
import { ArticleBody, DispositionBody, ReasonBody, ScriptBody } from './catalog-item.ts'
import { readCatalogRevision } from './revision.ts'

/** The setting row that holds the site's country for numbers typed without one; written at start. */
export const DEFAULT_REGION_SETTING = 'default_region'

/** The whole set-up a desk needs for its forms: queues, outcomes, reasons, scripts and articles, in their order. */
export async function readCatalog(db: Executor): Promise<Catalog> {
  const items = await db
    .selectFrom('catalog_item')
    .select(['kind', 'code', 'body'])
    .where('disabled', '=', 0)
    .orderBy('position')
    .orderBy('code')
    .execute()
  const pick = (kind: (typeof items)[number]['kind']) => items.filter((item) => item.kind === kind)
  return {
    revision: await readCatalogRevision(db),
    defaultRegion: await readDefaultRegion(db),
    queues: await readQueues(db),
    dispositions: pick('disposition').map(({ code, body }) => ({ code, ...DispositionBody.parse(JSON.parse(body)) })),
    reasons: pick('reason').map(({ code, body }) => ({ code, ...ReasonBody.parse(JSON.parse(body)) })),
    scripts: pick('script').map(({ code, body }) => ({ scriptId: code, ...ScriptBody.parse(JSON.parse(body)) })),
    articles: pick('article').map(({ code, body }) => ({ articleId: code, ...ArticleBody.parse(JSON.parse(body)) })),
  }
}

/** ISO 3166-1 alpha-2; US until the service has written its setting. */
export async function readDefaultRegion(db: Executor): Promise<string> {
  const [row] = await selectSetting(db, { key: DEFAULT_REGION_SETTING })
  return row?.value ?? 'US'
}

const selectSetting = prepareQuery((db, slot: { key: string }) =>
  db.selectFrom('setting').select('value').where('key', '=', slot.key),
)

async function readQueues(db: Executor): Promise<Catalog['queues']> {
  const rows = await db.selectFrom('queue').selectAll().where('disabled', '=', 0).orderBy('id').execute()
  return rows.map((row) => ({
    queueId: QueueId.parse(row.id),
    name: Label.parse(JSON.parse(row.name)),
    dispositionRequired: row.disposition_required === 1,
    wrapUpMs: row.wrap_up_ms,
    serviceLevelPercent: row.service_level_percent,
    serviceLevelMs: row.service_level_ms,
    scriptId: row.script_id,
  }))
}
