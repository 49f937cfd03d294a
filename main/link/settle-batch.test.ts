import { describe, expect, it } from 'vitest'
import { packAnswers } from '#shared/domain/desk/pack-answers.ts'
import { Paperwork } from '#shared/protocol/command/paperwork.ts'
import type { PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import { CommandId } from '#shared/protocol/ids.ts'
import { settleBatch } from './settle-batch.ts'

const first = CommandId.parse('01900000-0000-7000-8000-000000000001')
const second = CommandId.parse('01900000-0000-7000-8000-000000000002')
const batch = [first, second].map((commandId, index) =>
  Paperwork.parse({ commandId, n: index + 1, writtenAt: 1, body: { type: 'task.complete', taskId: 'task-1' } }),
)
const applied = (commandId: CommandId): PaperworkAnswer => ({ commandId, result: 'applied' })
const rejected = (commandId: CommandId, refusal: Refusal): PaperworkAnswer => ({
  commandId,
  result: 'rejected',
  refusal,
})

function settle(answers: PaperworkAnswer[]) {
  const settled: string[] = []
  const books = {
    readBatch: () => [],
    readOldestN: () => null,
    settle(given: readonly PaperworkAnswer[]) {
      settled.push(...given.map((answer) => answer.commandId))
      return true
    },
    countAttempt: () => {},
  }
  return { verdict: settleBatch(books, batch, packAnswers(answers), 0).kind, settled }
}

describe("central's answers to a batch", () => {
  it('tell of a copied store when a number was used by somebody else; that command stays', () => {
    const answers = [applied(first), rejected(second, { code: 'duplicate', field: 'n' })]
    expect(settle(answers)).toEqual({ verdict: 'copied', settled: [first] })
  })

  it('that refuse a record twice made go to the list like any other refusal', () => {
    const answers = [rejected(first, { code: 'duplicate', field: 'customerId' }), applied(second)]
    expect(settle(answers)).toEqual({ verdict: 'settled', settled: [first, second] })
  })

  it('that leave a command out have all of them sent again', () => {
    expect(settle([applied(first)])).toEqual({ verdict: 'later', settled: [] })
  })
})
