/** When a ring passed a place, in milliseconds of the machine's monotonic clock. */
export type At = number

/** What is asked of the process that runs central. */
export type CentralRequests = {
  /** a caller dials; answers when central has stored the call */
  place: { ask: { from: string; to: string }; answer: { callId: string; arrivedAt: At; storedAt: At } }
  hangUp: { ask: { callId: string }; answer: null }
  url: { ask: null; answer: string }
}

/** What is asked of the process that runs the web shell with its desks. */
export type WebRequests = {
  /** of the last ring */
  hops: { ask: null; answer: { deskAt: At; consoleAt: At } }
  /** after a collection, in bytes */
  memory: { ask: null; answer: { heapUsed: number; rss: number } }
  url: { ask: null; answer: string }
}
