/**
 * Tells the look at what is due that something may be due earlier than it thinks. Only ever a hint: what is due is
 * rows, which other nodes write too, and the look comes by itself soon enough without it.
 */
export type DueHint = {
  /** something may be due at this time (epoch ms); after the commit, or a look could come before its row */
  lower(at: number): void
  /** the one who looks */
  listen(hear: (at: number) => void): void
}

export function createDueHint(): DueHint {
  let tell: (at: number) => void = () => {}
  return {
    lower: (at) => tell(at),
    listen(hear) {
      tell = hear
    },
  }
}
