import type { Credentials, Desk, ShellInfo, SignInAnswer } from '#shared/protocol/desk-port.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'

/** Whether the console reaches its own desk: always in the desktop app, over one socket in a browser. */
export type DeskReach = { kind: 'reached' } | { kind: 'lost'; since: number }

/** The console's port to its shell. Rejected promises are bugs or an unreachable shell; refusals are answers. */
export interface Backend {
  shell(): Promise<ShellInfo>
  session(): Promise<SignedInUser | null>
  signIn(credentials: Credentials): Promise<SignInAnswer>
  signOut(): Promise<void>
  desk: Desk
  /** Tells the present reach at once and every change after. Returns the unsubscribe. */
  onReach(listener: (reach: DeskReach) => void): () => void
}
