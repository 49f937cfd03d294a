import type { BatchAnswer, PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import type { CommandId } from '#shared/protocol/ids.ts'

/** Answers of a batch as they travel. One answer for each command of the batch, in any order. */
export function packAnswers(answers: readonly PaperworkAnswer[]): BatchAnswer {
  const others = answers.filter((answer) => answer.result !== 'applied')
  return { ok: true, applied: answers.length - others.length, others }
}

/**
 * One answer for each command that was sent, in that order. Null when they do not add up: then nothing is known of any
 * of them, and the batch is to be sent again.
 */
export function unpackAnswers(
  commandIds: readonly CommandId[],
  { applied, others }: BatchAnswer,
): PaperworkAnswer[] | null {
  const known = new Map<CommandId, PaperworkAnswer>(others.map((answer) => [answer.commandId, answer]))
  const answers = commandIds.map(
    (commandId): PaperworkAnswer => known.get(commandId) ?? { commandId, result: 'applied' },
  )
  const plain = answers.filter(({ result }) => result === 'applied').length
  return plain === applied && plain + known.size === commandIds.length ? answers : null
}
