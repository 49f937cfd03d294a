import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { LinkStatus } from '#shared/protocol/desk-port.ts'
import type { Hello, LiveAnswer, QueryFrameAnswer, Resume } from '#shared/protocol/envelope.ts'
import type { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import type { QueryName } from '#shared/protocol/query/query.ts'
import type { Catalog } from '#shared/protocol/view/catalog.ts'
import type { Floor } from '#shared/protocol/view/floor.ts'
import type { Line } from './line.ts'

/** What the link needs of the desk around it. */
export interface LinkPorts {
  hello(): Omit<Hello, 'protocol' | 'token' | 'fence'>
  /** how long acknowledged paperwork is to be kept */
  horizon(ms: number): void
  fence(): number | null
  keepFence(fence: number): void
  /** the name of the line that was welcomed, for the next hello */
  keepLine(lineId: string): void
  /** 'gap': ask central to resume */
  take(epoch: string, events: readonly DeliveredEvent[]): 'taken' | 'gap'
  resume(resume: Resume): 'taken' | 'gap'
  catalog(catalog: Catalog): void
  floor(floor: Floor): void
  /** central has seen more of this device than it has: take a new device id before the next hello */
  becomeNewDevice(): void
  /** the line carries paperwork from now on, or no longer */
  attach(line: Line): void
  detach(): void
  status(status: LinkStatus): void
  /** central ended the session on purpose: this person may have no business here any more */
  revoked(): void
  /** central's clock was read again */
  clockRead(): void
  newId(): string
}

export interface Link {
  start(): void
  stop(): void
  status(): LinkStatus
  clockOffsetMs(): number
  /** never queued: without a link the answer is `link_down` at once */
  live(command: LiveCommand): Promise<LiveAnswer>
  query(name: QueryName, params: unknown): Promise<QueryFrameAnswer>
  /** a new session after log-in */
  renew(token: string): void
  takeOver(): void
  /** the agent leaves: the place is not renewed any more, the line stays for what is unsent */
  leave(): void
  /** central said the session is over, in answer to something else */
  expire(): void
  /** drops the line and connects again with a fresh hello */
  reconnect(): void
}
