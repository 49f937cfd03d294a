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
