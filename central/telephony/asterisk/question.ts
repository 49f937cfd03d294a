import type { LineLeg } from '#central/telephony/adapter.ts'
import type { AsteriskLine } from './asterisk-line.ts'

/** A telephone that was picked up and is asked for a key. `playback`: the words that it hears now. */
export type AsteriskQuestion = { round: number; playback: string | null; cancel(): void }

type Line = Pick<AsteriskLine, 'ari' | 'questions'>

/** Over: a key was pressed, the time is over, or the leg is gone. False: nothing was asked. */
export async function endQuestion({ ari, questions }: Line, { vendorId }: LineLeg): Promise<boolean> {
  const question = questions.get(vendorId)
  if (!question) return false
  question.cancel()
  questions.delete(vendorId)
  if (question.playback !== null) await stopWords(ari, question.playback)
  return true
}

/** Asterisk does nothing else to a channel while it plays to it. */
export function stopWords(ari: Line['ari'], playback: string) {
  return ari.delete(`/playbacks/${encodeURIComponent(playback)}`)
}
