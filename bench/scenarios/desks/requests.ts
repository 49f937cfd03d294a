import type { At } from '#bench/product/requests.ts'
import type { SeatedAgent } from './seat-agents.ts'

/** So many events, evenly, to the first `desks` agents in turn. */
export type Volley = { desks: number; events: number; perSecond: number }

/** One event on its way out. `mark` is the time in its leg, different in every event. */
export type Sent = { agent: number; mark: number; givenAt: At; storedAt: At }

/** One event at a desk: `receivedAt` as the socket gave it, `at` the handler. */
export type Seen = { agent: number; mark: number; receivedAt: At; at: At }

/** What is asked of a process that events come from. */
type Source = {
  url: { ask: null; answer: string }
  /** bytes the process holds in memory after everything unreachable was collected */
  memory: { ask: null; answer: number }
}

/** What is asked of the process that runs central. */
export type CentralRequests = Source & {
  /** agents with a session and a connected call each */
  seat: { ask: { count: number }; answer: SeatedAgent[] }
  /** the line tells so many facts: through adapter, flows and commit */
  report: { ask: Volley; answer: Sent[] }
  /** one lean flow per event, which only appends it to the agent's log */
  append: { ask: Volley; answer: Sent[] }
}

/** What is asked of the bare server. */
export type FloorRequests = Source & {
  seat: { ask: { count: number }; answer: SeatedAgent[] }
  /** the same events, written durably first or not at all */
  send: { ask: Volley & { durable: boolean }; answer: Sent[] }
}

/** What is asked of a process that holds desks, ours or bare sockets. */
export type DesksRequests = {
  /** whose desks live here, by their place in the list of all */
  hold: { ask: { url: string; agents: { agent: number; seated: SeatedAgent }[] }; answer: null }
  /** those of the first `desks` agents that are not there yet connect; answers when all have been greeted */
  join: { ask: { desks: number }; answer: { connected: number } }
  leave: { ask: null; answer: null }
  /** everything seen since the last time, when so many came or nothing more does */
  collect: { ask: { expected: number }; answer: Seen[] }
}
