import { castNumbers } from './cast.ts'
import { demoQueueNumbers } from './queues.ts'

export type DemoCaller = {
  /** what the demo shows with this call */
  shows: 'known' | 'shared' | 'suffix' | 'unknown' | 'withheld'
  /** E.164; null = number withheld */
  from: string | null
  /** the number dialled */
  to: string
  language: 'en' | 'zh-CN' | 'zh-TW'
  /** how long the caller stays in an answered call, and in a queue */
  talkMs: number
  patienceMs: number
  /** what they say when they are asked for a message; 0: they hang up */
  messageMs: number
}

/** Who rings in the demo, in this order, again and again. */
export const demoCallers: readonly DemoCaller[] = [
  caller('known', castNumbers.yutong, demoQueueNumbers.goldChina, 'zh-CN', 240),
  caller('known', castNumbers.maya, demoQueueNumbers.gold, 'en', 240),
  caller('shared', castNumbers.wangHome, demoQueueNumbers.mandarin, 'zh-CN', 120),
  // the last nine digits are Kofi Mensah's, in another country: a hint, never a certainty
  caller('suffix', '+12079460958', demoQueueNumbers.billing, 'en', 120),
  caller('known', castNumbers.simin, demoQueueNumbers.billing, 'zh-CN', 150, 14),
  caller('unknown', '+8613800138000', demoQueueNumbers.mandarin, 'zh-CN', 90),
  caller('known', castNumbers.chiaying, demoQueueNumbers.goldChina, 'zh-TW', 150),
  caller('shared', castNumbers.bennettHome, demoQueueNumbers.billing, 'en', 120),
  caller('withheld', null, demoQueueNumbers.billing, 'en', 60),
  caller('known', castNumbers.elena, demoQueueNumbers.gold, 'en', 180),
  caller('unknown', '+31684930217', demoQueueNumbers.gold, 'en', 90),
  caller('known', castNumbers.mingguang, demoQueueNumbers.mandarin, 'zh-CN', 120),
]

function caller(
  shows: DemoCaller['shows'],
  from: string | null,
  to: string,
  language: DemoCaller['language'],
  talkSeconds: number,
  messageSeconds = 0,
): DemoCaller {
  return {
    shows,
    from,
    to,
    language,
    talkMs: talkSeconds * 1_000,
    patienceMs: 180_000,
    messageMs: messageSeconds * 1_000,
  }
}
