import { z } from 'zod'
import { EpochMs } from '../scalars.ts'

const secret = z.string().min(1).max(8192)

/** Where a browser sends signalling; in plain text only to its own computer. */
const SignallingUrl = z
  .string()
  .max(500)
  .regex(/^(wss:\/\/[^\s]+|ws:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/[^\s]*)?)$/)

const IceServer = z.strictObject({
  urls: z
    .array(
      z
        .string()
        .regex(/^(stun|stuns|turn|turns):/)
        .max(300),
    )
    .min(1)
    .max(5),
  username: z.string().max(500).optional(),
  credential: secret.optional(),
})

/**
 * How a console becomes the agent's telephone. `none`: they have another. Made by the line for one person, good until
 * `expiresAt`, held in memory only: never stored, never logged.
 */
export const PhoneCredentials = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('sip-ws'),
    url: SignallingUrl,
    user: z.string().regex(/^[A-Za-z0-9._~+-]{1,100}$/),
    password: secret,
    domain: z.string().regex(/^[A-Za-z0-9.:[\]_-]{1,253}$/),
    expiresAt: EpochMs,
    iceServers: z.array(IceServer).max(10),
  }),
  z.strictObject({
    kind: z.literal('twilio'),
    token: secret,
    expiresAt: EpochMs,
    /** where to connect, the nearest first; empty: the provider's own choice */
    edge: z.array(z.string().regex(/^[a-z0-9-]{1,60}$/)).max(5),
  }),
])
export type PhoneCredentials = z.infer<typeof PhoneCredentials>
