import type { Sought, Typed } from './typed-texts.ts'

/** Where is searched: both sides answer how many customers they found. */
export type Place = {
  name: string
  /** some of its customers */
  sought: readonly Sought[]
  /** the product's own way, from the words of the query to its answer */
  ours(typed: Typed): Promise<number>
  /** one prepared statement over the index, with the row that a list shows for each hit */
  floor(typed: Typed): Promise<number>
  close(): Promise<void>
}

/** As many rows as a search looks at, and as many as it shows. */
export const MOST_ROWS = 300
export const SHOWN = 50
export const LAST = '\u{10ffff}'
