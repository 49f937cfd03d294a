import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { Draft } from '#shared/protocol/desk-port.ts'
import type { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'

/**
 * What the person at a desk was told. `saved`: the desk said so. `refused`: it said no. `unknown`: the process died
 * before it said anything, so both ways are right.
 */
export type Said = 'saved' | 'refused' | 'unknown'

/** One piece of paperwork as a person wrote it. `order` counts everything written at one desk. */
export type Writing = { desk: string; user: string; order: number; body: PaperworkBody; said: Said }
type DraftWriting = { desk: string; key: string; revision: number; fields: Draft['fields']; said: Said }
type DraftDrop = { desk: string; key: string; dropped: true; said: Said }

/** One wish to call somebody, however often it was sent. `saved`: at least once it was told to be under way. */
export type Dial = { desk: string; user: string; dialId: string; number: string; said: Said }

/** What was ever acknowledged to somebody: together with central's database all that the judge reads. */
export type Ledger = {
  writings: Writing[]
  dials: Dial[]
  /** every telephone outside that was made to ring, by its number */
  rung: string[]
  drafts: (DraftWriting | DraftDrop)[]
  /** events that consoles were shown, by user */
  told: { desk: string; user: string; epoch: string; delivered: DeliveredEvent }[]
  /** what a desk lists as refused at the end: desk → bodies with the reason */
  refusedAtEnd: { desk: string; body: PaperworkBody; code: string; field: string | null }[]
  /** refused work that its author threw away */
  discarded: { desk: string; body: PaperworkBody; code: string; field: string | null }[]
}

export function createLedger(): Ledger {
  return { writings: [], dials: [], rung: [], drafts: [], told: [], refusedAtEnd: [], discarded: [] }
}
