import type { Sought, Typed } from './typed-texts.ts'

/** Where is searched: both sides answer the customers they found. */
export type Place = {
  name: string
  /** some of its customers */
  sought: readonly Sought[]
  /** the product's own way, from the words of the query to its answer */
  ours(typed: Typed): Promise<unknown>
  /** one prepared statement over the index, with the rows that a list shows */
  floor(typed: Typed): Promise<readonly unknown[]>
  close(): Promise<void>
}

/** As many rows as a search looks at, and as many as it shows. */
export const MOST_ROWS = 300
export const SHOWN = 50

/** The bounds of every prefix, for a statement that looks up so many. */
export function listBounds({ terms }: Typed): string[] {
  return terms.flatMap((term) => [term, `${term}\u{10ffff}`])
}
