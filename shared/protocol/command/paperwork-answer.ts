import { z } from 'zod'
import { Refusal } from '../error.ts'
import { CommandId } from '../ids.ts'

/** What central did with one command. `conflict`: applied, but a value was replaced; both people are told. */
export const PaperworkAnswer = z.discriminatedUnion('result', [
  z.strictObject({ commandId: CommandId, result: z.literal('applied') }),
  z.strictObject({ commandId: CommandId, result: z.literal('duplicate') }),
  z.strictObject({ commandId: CommandId, result: z.literal('conflict') }),
  z.strictObject({ commandId: CommandId, result: z.literal('rejected'), refusal: Refusal }),
])
export type PaperworkAnswer = z.infer<typeof PaperworkAnswer>

const [, Duplicate, Conflict, Rejected] = PaperworkAnswer.options

/**
 * What central did with a batch, on the wire: what was plainly applied is only counted. A week's work would else be
 * answered with as many lines as it has commands, all of them the same.
 */
export const BatchAnswer = z.strictObject({
  ok: z.literal(true),
  applied: z.int().min(0),
  others: z.array(z.discriminatedUnion('result', [Duplicate, Conflict, Rejected])),
})
export type BatchAnswer = z.infer<typeof BatchAnswer>
