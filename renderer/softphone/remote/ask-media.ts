import type { Clock } from '#shared/domain/clock.ts'
import type { MediaNews } from '#shared/protocol/media-port.ts'
import type { MediaLink } from './media-link.ts'

type Asked = Extract<MediaNews, { askId: string }>
/** This page's questions among those of pages before it: their answers may still be on the way. */
let asked = 0

export function nameQuestion(clock: Clock): string {
  asked += 1
  return `${clock.now()}-${asked}`
}

/** Asks the media window one thing. Null when no answer comes in time: it may be loading anew. */
export function askMedia<K extends Asked['kind']>(
  { media, clock, timeoutMs }: { media: MediaLink; clock: Clock; timeoutMs: number },
  answer: K,
  ask: (askId: string) => Parameters<MediaLink['order']>[0],
): Promise<Extract<Asked, { kind: K }> | null> {
  const askId = nameQuestion(clock)
  return new Promise((resolve) => {
    const finish = (news: Extract<Asked, { kind: K }> | null) => {
      stop()
      cancel()
      resolve(news)
    }
    const isAnswer = (news: MediaNews): news is Extract<Asked, { kind: K }> =>
      news.kind === answer && 'askId' in news && news.askId === askId
    const stop = media.onNews((news) => {
      if (isAnswer(news)) finish(news)
    })
    const cancel = clock.schedule(timeoutMs, () => finish(null))
    media.order(ask(askId))
  })
}
