import { z } from 'zod'
import { QueueId } from '../ids.ts'
import { DurationMs, EpochMs } from '../scalars.ts'

/** A label in every language of the console. */
export const Label = z.strictObject({ en: z.string(), 'zh-CN': z.string(), 'zh-TW': z.string() })
export type Label = z.infer<typeof Label>

export const DispositionOption = z.strictObject({
  code: z.string(),
  label: Label,
  /** asks for a date and makes a task */
  needsFollowUp: z.boolean(),
  /** asks for a reason of the tree */
  needsReason: z.boolean(),
})
/** A reason tree, flattened: `parent` null for the first level. Only leaves can be chosen. */
export const ReasonOption = z.strictObject({ code: z.string(), parent: z.string().nullable(), label: Label })

export const Script = z.strictObject({
  scriptId: z.string(),
  title: Label,
  greeting: Label,
  steps: z.array(Label),
})
export const Article = z.strictObject({
  articleId: z.string(),
  title: Label,
  /** Markdown */
  body: Label,
  updatedAt: EpochMs,
  reasonCodes: z.array(z.string()),
})

export const QueueOption = z.strictObject({
  queueId: QueueId,
  name: Label,
  dispositionRequired: z.boolean(),
  wrapUpMs: DurationMs,
  /** service-level goal: share in percent answered within `serviceLevelMs` */
  serviceLevelPercent: z.int().min(0).max(100),
  serviceLevelMs: DurationMs,
  scriptId: z.string().nullable(),
})

/** What a desk needs to know of the set-up: sent on welcome and cached, so that forms work offline. */
export const Catalog = z.strictObject({
  revision: z.int(),
  /** default country of the site for numbers typed without one, ISO 3166-1 alpha-2 */
  defaultRegion: z.string().length(2),
  queues: z.array(QueueOption),
  dispositions: z.array(DispositionOption),
  reasons: z.array(ReasonOption),
  scripts: z.array(Script),
  articles: z.array(Article),
})
export type Catalog = z.infer<typeof Catalog>
