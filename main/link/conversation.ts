import type { Clock } from '#shared/domain/clock.ts'
import { centralFrames, type Resume, ResumeAnswer } from '#shared/protocol/envelope.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import type { ClockOffset } from './clock-offset.ts'
import { startHeartbeat } from './heartbeat.ts'
import type { CentralFrameName, Line } from './line.ts'
import type { LinkPorts } from './link-ports.ts'
import { QUERY_MS } from './waits.ts'
import { withTimeout } from './with-timeout.ts'

type NewsName = Exclude<CentralFrameName, 'welcome' | 'session-ended'>

/** What is said over one line from its welcome to its end. */
export interface Conversation {
  receive(name: NewsName, body: unknown): void
  /** takes up the events where this desk stopped; central is asked when some are missing */
  resume(resume: Resume): void
  /** renews the agent's place until `leavePlace`, or until central says whose it is now */
  holdPlace(fence: number): void
  leavePlace(): void
  /** undefined: no answer in time */
  ask(name: 'live' | 'query', frame: unknown, ms: number): Promise<unknown>
  /** nothing that comes later counts */
  end(): void
}

/** `lost`: this line is of no use any more. `fenced`: a newer desk has the agent's place, the line stays. */
export function converse(
  line: Line,
  tools: { clock: Clock; offset: ClockOffset },
  ports: LinkPorts,
  on: { lost(refusal: Refusal | null): void; fenced(): void },
): Conversation {
  const { clock } = tools
  let over = false
  let resuming = false
  /** central had this event at the last heartbeat, this desk had not */
  let awaitedSeq: number | null = null
  let endHeartbeat = () => {}

  function fence(): void {
    endHeartbeat()
    on.fenced()
  }

  function takeEvents(body: unknown): void {
    const events = centralFrames.events.safeParse(body)
    if (!events.success || ports.take(events.data.epoch, events.data.events) === 'gap') void askToResume()
  }

  /** An event that is on its way is here at the next heartbeat; one that is not was lost, and no gap may ever show it. */
  function checkNews(seq: number): void {
    const { cursor } = ports.hello()
    if (awaitedSeq !== null && cursor < awaitedSeq) void askToResume()
    awaitedSeq = cursor < seq ? seq : null
  }

  async function askToResume(): Promise<void> {
    if (resuming) return
    resuming = true
    const { epoch, cursor } = ports.hello()
    const answer = ResumeAnswer.safeParse(await withTimeout(clock, QUERY_MS, line.request('resume', { epoch, cursor })))
    if (over) return
    resuming = false
    // Without a sound answer this desk would show a wrong position: a fresh hello settles it.
    if (!answer.success || !answer.data.ok || ports.resume(answer.data.resume) === 'gap') on.lost(null)
  }

  return {
    receive(name, body) {
      if (name === 'fenced') fence()
      else if (name === 'events') takeEvents(body)
      else if (name === 'floor') {
        const floor = centralFrames.floor.safeParse(body)
        if (floor.success) ports.floor(floor.data)
      } else {
        const catalog = centralFrames.catalog.safeParse(body)
        if (catalog.success) ports.catalog(catalog.data)
      }
    },
    resume(resume) {
      if (ports.resume(resume) === 'gap') void askToResume()
    },
    holdPlace(held) {
      endHeartbeat = startHeartbeat(line, held, tools, {
        lost: () => on.lost(null),
        refused: (refusal) => (refusal.code === 'fenced' ? fence() : on.lost(refusal)),
        renewed: (seq) => {
          ports.clockRead()
          checkNews(seq)
        },
      })
    },
    leavePlace: () => endHeartbeat(),
    ask: (name, frame, ms) => withTimeout(clock, ms, line.request(name, frame)),
    end() {
      over = true
      endHeartbeat()
    },
  }
}
