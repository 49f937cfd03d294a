import { z } from 'zod'
import { SignedInUser } from './envelope.ts'
import { markOpaque } from './opaque.ts'

/** Answer of `POST /api/v1/session` and, without the token, of `GET`. The token goes into `Authorization: Bearer`. */
export const SessionAnswer = z.object({
  token: z.string().min(20).max(200),
  user: SignedInUser,
  mustChangePassword: z.boolean(),
})
export type SessionAnswer = z.infer<typeof SessionAnswer>

/** Body of `PUT` and answer of `GET /api/v1/desk-keys/:keyId`: 32 bytes in base64. Central keeps it sealed. */
export const DeskKeyBody = z.strictObject({ key: markOpaque(z.base64().length(44)) })
export type DeskKeyBody = z.infer<typeof DeskKeyBody>
