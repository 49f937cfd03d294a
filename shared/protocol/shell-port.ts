import { z } from 'zod'
import { Credentials, DeskCommand, type DeskNotice } from './desk-port.ts'

/** What a desktop console asks its shell, over the one request channel. Answers are parsed by the console. */
export const ShellRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shell') }),
  z.strictObject({ kind: z.literal('session') }),
  z.strictObject({ kind: z.literal('sign-in'), credentials: Credentials }),
  z.strictObject({ kind: z.literal('sign-out') }),
  z.strictObject({ kind: z.literal('snapshot') }),
  z.strictObject({ kind: z.literal('send'), command: DeskCommand }),
  z.strictObject({ kind: z.literal('query'), name: z.string().max(60), params: z.unknown() }),
])
export type ShellRequest = z.infer<typeof ShellRequest>

/** What the desktop preload exposes as `window.ringdesk`: one pair of messages, nothing else. */
export interface ShellBridge {
  request(message: ShellRequest): Promise<unknown>
  onNotice(listener: (notice: DeskNotice) => void): () => void
}
