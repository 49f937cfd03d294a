import type { Outcome } from '#shared/protocol/error.ts'
import type { Guest } from './shake-hands.ts'

/** One connection of one desk, as the link needs it: socket.io's in the product, a wire of their own in simulations. */
export type DeskSocket = {
  readonly id: string
  readonly connected: boolean
  emit(name: string, frame: unknown): void
  /** every frame of the desk, whatever its name; `reply` is the last thing that came with it, meant to answer by */
  onFrame(take: (name: string, raw: unknown, reply: unknown) => void): void
  onClosed(react: () => void): void
  hangUp(): void
}

/** Where desks knock. */
export type Switchboard = {
  /** `admit` decides before a socket opens, `greet` gets the one that did */
  open(door: { admit(auth: unknown): Promise<Outcome<Guest>>; greet(socket: DeskSocket, guest: Guest): void }): void
  /** hangs up every line */
  close(): void
}
