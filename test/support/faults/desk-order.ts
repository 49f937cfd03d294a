import { z } from 'zod'
import { SignedInUser } from '#shared/protocol/envelope.ts'

export const DeskOrder = z.strictObject({
  dataDir: z.string(),
  centralUrl: z.string(),
  token: z.string(),
  user: SignedInUser,
  prefix: z.string(),
  interactions: z.array(z.string()),
  /** the number of the first note; null: writes nothing, only sends what waits */
  writeFrom: z.int().nullable(),
})
export type DeskOrder = z.infer<typeof DeskOrder>

export const DeskNews = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), ms: z.int(), waiting: z.int() }),
  z.strictObject({ kind: z.literal('draft'), key: z.string(), revision: z.int() }),
  /** note `n` and what went with it, in one transaction with the end of the draft */
  z.strictObject({ kind: z.literal('written'), n: z.int(), commands: z.int(), dropped: z.string().nullable() }),
])
export type DeskNews = z.infer<typeof DeskNews>
