/** What is asked of the process that runs central. */
export type CentralRequests = { url: { ask: null; answer: string } }

/** What is asked of the process that runs the agent's desk. */
export type DeskRequests = {
  /** writes this many commands into the outbox while the line is down: not timed */
  fill: { ask: { count: number; round: string }; answer: null }
  /** lets the line up; from the first push to the last answer booked on the desk's disk */
  drain: { ask: null; answer: { ms: number } }
}

/** What is asked of the process that writes to central's database by hand. */
export type FloorRequests = {
  /** remembers what the database holds before ours writes */
  mark: { ask: null; answer: null }
  /** takes out of the database what ours wrote; answers how many rows of each table */
  take: { ask: null; answer: Record<string, number> }
  /** writes the same rows again, in as many transactions as ours had batches, and takes them out */
  write: { ask: { batches: number }; answer: { ms: number } }
}

export type PeerServerRequests = { url: { ask: null; answer: string } }

/** What is asked of the process that replicates documents to the peer's server. */
export type PeerRequests = {
  /** writes this many documents into its own file: not timed */
  fill: { ask: { count: number; round: string }; answer: null }
  /** until the server has them all */
  replicate: { ask: null; answer: { ms: number; documents: number } }
}
