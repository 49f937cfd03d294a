import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { Ledger, Writing } from '#test/simulation/people/ledger.ts'

export type Row = Record<string, string | number | null>

/** All that the judge knows: what people were told, and central's rows. */
export type Evidence = {
  ledger: Ledger
  rows(sql: string, ...params: (string | number)[]): Row[]
  /** how long the sound is that the telephone network holds of a recording, in ms; null: it holds none */
  recordedMs(recordingId: string): Promise<number | null>
  fail(what: string): void
}

type Body<T extends PaperworkBody['type']> = Extract<PaperworkBody, { type: T }>
export type WritingOf<T extends PaperworkBody['type']> = Writing & { body: Body<T> }

/** What was written of one kind, oldest first per desk; what the desk itself refused was never written. */
export function listWritings<T extends PaperworkBody['type']>({ ledger }: Evidence, type: T): WritingOf<T>[] {
  return ledger.writings.filter(
    (writing): writing is WritingOf<T> => writing.body.type === type && writing.said !== 'refused',
  )
}

/** Whether its author was told later that central refused it. */
function wasRefused({ ledger }: Evidence, { desk, body }: Pick<Writing, 'desk' | 'body'>): boolean {
  const text = JSON.stringify(body)
  return [...ledger.refusedAtEnd, ...ledger.discarded].some(
    (item) => item.desk === desk && JSON.stringify(item.body) === text,
  )
}

/** Saved, and never said to be refused: it has to be there. */
export function mustStand(evidence: Evidence, writing: Writing): boolean {
  return writing.said === 'saved' && !wasRefused(evidence, writing)
}
