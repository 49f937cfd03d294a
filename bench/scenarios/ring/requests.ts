import type { At } from '#bench/product/requests.ts'

export type FloorRequests = {
  /** the still picture of the console that is painted into */
  page: { ask: { html: string }; answer: null }
  /** prepares what this caller's ring runs: not timed */
  learn: { ask: { number: string }; answer: null }
  place: { ask: null; answer: { arrivedAt: At; storedAt: At } }
  url: { ask: null; answer: string }
}
