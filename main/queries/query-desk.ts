import type { PendingWork, PreviewContext } from '#main/preview/pending.ts'
import { type Answered, previewAnswer } from '#main/preview/preview-answer.ts'
import { maskTexts } from '#shared/domain/cards/mask-texts.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { DeskQueryAnswer } from '#shared/protocol/desk-port.ts'
import type { QueryFrameAnswer } from '#shared/protocol/envelope.ts'
import { type ErrorCode, refuse } from '#shared/protocol/error.ts'
import { QueryName, queries } from '#shared/protocol/query/query.ts'
import { type DeskKnowledge, tellers } from './answer-from-desk.ts'
import type { AnswerKeeper } from './keep-answers.ts'

/** These mean that central could not answer now; any other refusal is its answer. */
const UNANSWERED: readonly ErrorCode[] = ['link_down', 'central_unavailable', 'rate_limited', 'internal']

export interface QueryTools {
  clock: Clock
  ask(name: QueryName, params: unknown): Promise<QueryFrameAnswer>
  knowledge(): DeskKnowledge
  pending(): readonly PendingWork[]
  preview(): PreviewContext
  keeper: AnswerKeeper
}

/** Asks central; falls back to this desk's own store; lays unconfirmed paperwork over either. */
export async function queryDesk(tools: QueryTools, name: string, raw: unknown): Promise<DeskQueryAnswer> {
  const known = QueryName.safeParse(name)
  if (!known.success) return refuse('bad_request', { field: 'name' })
  const query = queries[known.data]
  const params = query.params.safeParse(raw)
  if (!params.success) return refuse('bad_request', { field: params.error.issues[0]?.path.join('.') ?? 'params' })
  // a question may be kept with its answer, so no card number goes into one
  const asked = maskTexts(query.params, params.data)
  const finish = (source: 'central' | 'desk', asOf: number, data: unknown): DeskQueryAnswer => {
    // name, params and data were checked against one and the same query
    const answered = { name: known.data, params: asked, data } as Answered
    return { ok: true, source, asOf, data: previewAnswer(answered, tools.pending(), tools.preview()) }
  }
  const answer = await tools.ask(known.data, asked)
  if (answer.ok) {
    const data = query.result.safeParse(answer.data)
    if (data.success) {
      tools.keeper.keep({ name: known.data, params: asked, asOf: answer.asOf, data: data.data })
      return finish('central', answer.asOf, data.data)
    }
  } else if (!UNANSWERED.includes(answer.refusal.code)) {
    return answer
  }
  const told = tellFromDesk(tools.knowledge(), known.data, asked)
  return told.ok ? finish('desk', told.value.asOf, told.value.data) : told
}

function tellFromDesk(know: DeskKnowledge, name: QueryName, params: unknown) {
  // one table, one name: the parameters were parsed by the same query's schema
  const teller = tellers[name] as (know: DeskKnowledge, params: unknown) => ReturnType<(typeof tellers)[QueryName]>
  return teller(know, params)
}
