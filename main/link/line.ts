import type { centralFrames, deskFrames, Hello } from '#shared/protocol/envelope.ts'
import type { Refusal } from '#shared/protocol/error.ts'

export type DeskFrameName = keyof typeof deskFrames
export type CentralFrameName = keyof typeof centralFrames

/** One connection to central, from handshake to loss. It never reconnects by itself. */
export interface Line {
  /** central's answer as it came; undefined when the line was lost first. May wait for ever: bring a timeout. */
  request(name: DeskFrameName, frame: unknown): Promise<unknown>
  /** ends it without a further `closed` */
  close(): void
}

export interface LineListener {
  frame(name: CentralFrameName, body: unknown): void
  /** the line is gone, or never came up; a refusal when central said why */
  closed(refusal: Refusal | null): void
}

export type OpenLine = (hello: Hello, listener: LineListener) => Line
