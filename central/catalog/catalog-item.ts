import type { z } from 'zod'
import { Article, DispositionOption, ReasonOption, Script } from '#shared/protocol/view/catalog.ts'

/** What the JSON body of a `catalog_item` holds, per kind: the option without its code, which is the row's key. */
export const DispositionBody = DispositionOption.omit({ code: true })
export const ReasonBody = ReasonOption.omit({ code: true })
export const ScriptBody = Script.omit({ scriptId: true })
export const ArticleBody = Article.omit({ articleId: true })

export type DefaultDisposition = z.infer<typeof DispositionOption>
export type DefaultReason = z.infer<typeof ReasonOption>
export type DefaultScript = z.infer<typeof Script>
export type DefaultArticle = z.infer<typeof Article>
