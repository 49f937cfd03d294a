import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BatchAnswer, type PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import { CommandId } from '#shared/protocol/ids.ts'
import { packAnswers, unpackAnswers } from './pack-answers.ts'

const result = fc.constantFrom('applied', 'duplicate', 'conflict', 'rejected')
const answers = fc.uniqueArray(fc.tuple(fc.uuid(), result), { selector: ([id]) => id }).map((rows) =>
  rows.map(([id, what]): PaperworkAnswer => {
    const commandId = CommandId.parse(id)
    return what === 'rejected'
      ? { commandId, result: what, refusal: { code: 'forbidden' } }
      : { commandId, result: what }
  }),
)
const idsOf = (given: readonly PaperworkAnswer[]) => given.map(({ commandId }) => commandId)

it('answers come out as they went in, over the wire', () => {
  fc.assert(
    fc.property(answers, (given) => {
      const sent: unknown = JSON.parse(JSON.stringify(packAnswers(given)))
      expect(unpackAnswers(idsOf(given), BatchAnswer.parse(sent))).toEqual(given)
    }),
  )
})

it('answers that do not add up are none: a command too many, one too few, somebody else’s', () => {
  fc.assert(
    fc.property(answers, fc.uuid(), (given, id) => {
      const stranger = CommandId.parse(id)
      fc.pre(given.length > 0 && !idsOf(given).includes(stranger))
      const packed = packAnswers(given)
      expect(unpackAnswers([...idsOf(given), stranger], packed)).toBeNull()
      expect(unpackAnswers(idsOf(given).slice(1), packed)).toBeNull()
      const foreign = { commandId: stranger, result: 'duplicate' as const }
      expect(unpackAnswers(idsOf(given), { ...packed, others: [...packed.others, foreign] })).toBeNull()
    }),
  )
})
