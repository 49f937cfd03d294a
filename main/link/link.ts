import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { LinkStatus } from '#shared/protocol/desk-port.ts'
import {
  centralFrames,
  type Hello,
  LiveAnswer,
  QueryFrameAnswer,
  ResumeAnswer,
  Welcome,
} from '#shared/protocol/envelope.ts'
import { type Refusal, refuse } from '#shared/protocol/error.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts'
import { chooseDelay } from './back-off.ts'
import { createClockOffset } from './clock-offset.ts'
import { startHeartbeat } from './heartbeat.ts'
import type { CentralFrameName, Line, OpenLine } from './line.ts'
import type { Link, LinkPorts } from './link-ports.ts'
import { withTimeout } from './with-timeout.ts'

/** A central that just started greets hundreds; who hangs up and knocks again only makes it longer. */
const WELCOME_MS = 10_000
const LIVE_MS = 5_000
const QUERY_MS = 3_000
/** Central will not change its mind about these within seconds. */
const SLOW_RETRY_MS = 30_000

/**
 * The desk's side of the link:
 *
 *   starting ──welcome──▶ online ──line lost──▶ offline ──welcome──▶ online
 *                           │ fenced                │ refused session
 *                           ▼                       ▼
 *                        fenced ──take over──▶   expired ──new token──▶ offline
 *
 * A fenced desk keeps its line, for its outbox still flushes.
 */
export function createLink(
  openLine: OpenLine,
  firstToken: string,
  tools: { clock: Clock; random: Random; takeOver: boolean },
  ports: LinkPorts,
): Link {
  const { clock, random } = tools
  const offset = createClockOffset()
  let token = firstToken
  /** the session this line was opened with: a newer one may be at hand when it ends */
  let lineToken = firstToken
  let status: LinkStatus = { kind: 'starting' }
  let line: Line | null = null
  let welcomed = false
  let takesOver = tools.takeOver
  let attempt = 0
  let stopped = true
  let resuming = false
  /** central had this event at the last heartbeat, this desk had not */
  let awaitedSeq: number | null = null
  let cancelTimer = () => {}
  let endHeartbeat = () => {}

  function setStatus(kind: 'online' | 'offline' | 'fenced' | 'expired'): void {
    if (status.kind === kind) return
    status = { kind, since: clock.now() }
    ports.status(status)
  }

  function connect(): void {
    if (stopped || line) return
    lineToken = token
    const hello: Hello = {
      ...ports.hello(),
      protocol: PROTOCOL_VERSION,
      token,
      fence: takesOver ? null : ports.fence(),
    }
    const mine: Line = openLine(hello, {
      frame: (name, body) => {
        if (line === mine) receive(mine, name, body)
      },
      closed: (refusal) => {
        if (line === mine) lose(refusal)
      },
    })
    line = mine
    cancelTimer = clock.schedule(WELCOME_MS, () => lose(null))
  }

  function drop(): void {
    cancelTimer()
    endHeartbeat()
    const old = line
    line = null
    welcomed = false
    resuming = false
    awaitedSeq = null
    ports.detach()
    old?.close()
  }

  /** The line is gone: wait a little, longer each time, and knock again. */
  function lose(refusal: Refusal | null): void {
    drop()
    if (stopped) return
    if (refusal && isSessionOver(refusal) && token === lineToken) {
      setStatus('expired')
      if (isRevoked(refusal)) ports.revoked()
      return
    }
    setStatus('offline')
    const delay = refusal?.code === 'unsupported_version' ? SLOW_RETRY_MS : chooseDelay(attempt, random)
    attempt += 1
    cancelTimer = clock.schedule(delay, connect)
  }

  function receive(from: Line, name: CentralFrameName, body: unknown): void {
    if (name === 'welcome') greet(from, body)
    else if (name === 'session-ended') {
      lose(centralFrames['session-ended'].safeParse(body).data?.refusal ?? { code: 'session_expired' })
    } else if (welcomed) receiveNews(from, name, body)
  }

  function receiveNews(from: Line, name: 'events' | 'floor' | 'catalog' | 'fenced', body: unknown): void {
    if (name === 'fenced') {
      fence()
    } else if (name === 'floor') {
      const floor = centralFrames.floor.safeParse(body)
      if (floor.success) ports.floor(floor.data)
    } else if (name === 'catalog') {
      const catalog = centralFrames.catalog.safeParse(body)
      if (catalog.success) ports.catalog(catalog.data)
    } else {
      const events = centralFrames.events.safeParse(body)
      if (!events.success || ports.take(events.data.epoch, events.data.events) === 'gap') void askToResume(from)
    }
  }

  function greet(from: Line, body: unknown): void {
    // said once per line: a second one would start a second heartbeat
    if (welcomed) return
    const parsed = Welcome.safeParse(body)
    if (!parsed.success) {
      lose({ code: 'unsupported_version' })
      return
    }
    const welcome = parsed.data
    ports.keepLine(welcome.lineId)
    if (welcome.deviceIsCopy) {
      ports.becomeNewDevice()
      reconnect()
      return
    }
    cancelTimer()
    attempt = 0
    takesOver = false
    welcomed = true
    offset.sample(welcome.serverTime, clock.now(), clock.now())
    ports.horizon(welcome.backupHorizonMs)
    if (welcome.catalog) ports.catalog(welcome.catalog)
    if (ports.resume(welcome.resume) === 'gap') void askToResume(from)
    if (welcome.fenced) setStatus('fenced')
    else {
      ports.keepFence(welcome.fence)
      setStatus('online')
      endHeartbeat = startHeartbeat(
        from,
        welcome.fence,
        { clock, offset },
        {
          lost: () => lose(null),
          refused: (refusal) => (refusal.code === 'fenced' ? fence() : lose(refusal)),
          renewed: (seq) => {
            ports.clockRead()
            checkNews(from, seq)
          },
        },
      )
    }
    ports.attach(from)
  }

  function fence(): void {
    endHeartbeat()
    setStatus('fenced')
  }

  /** An event that is on its way is here at the next heartbeat; one that is not was lost, and no gap may ever show it. */
  function checkNews(from: Line, seq: number): void {
    const { cursor } = ports.hello()
    if (awaitedSeq !== null && cursor < awaitedSeq) void askToResume(from)
    awaitedSeq = cursor < seq ? seq : null
  }

  async function askToResume(from: Line): Promise<void> {
    if (resuming) return
    resuming = true
    const { epoch, cursor } = ports.hello()
    const answer = ResumeAnswer.safeParse(await withTimeout(clock, QUERY_MS, from.request('resume', { epoch, cursor })))
    if (line !== from) return
    resuming = false
    // Without a sound answer this desk would show a wrong position: a fresh hello settles it.
    if (!answer.success || !answer.data.ok || ports.resume(answer.data.resume) === 'gap') lose(null)
  }

  function reconnect(): void {
    drop()
    connect()
  }

  async function ask(name: 'live' | 'query', frame: unknown, ms: number): Promise<unknown> {
    if (!line || !welcomed) return undefined
    return withTimeout(clock, ms, line.request(name, frame))
  }

  return {
    start() {
      stopped = false
      connect()
    },
    stop() {
      stopped = true
      drop()
    },
    status: () => status,
    clockOffsetMs: () => offset.read(),
    async live(command) {
      if (status.kind === 'fenced') return refuse('fenced')
      if (status.kind === 'expired') return refuse('session_expired')
      if (status.kind !== 'online') return refuse('link_down')
      const frame = { commandId: ports.newId(), fence: ports.fence(), command }
      const answer = LiveAnswer.safeParse(await ask('live', frame, LIVE_MS))
      return answer.success ? answer.data : refuse('link_down')
    },
    async query(name, params) {
      const answer = QueryFrameAnswer.safeParse(await ask('query', { name, params }, QUERY_MS))
      return answer.success ? answer.data : refuse('link_down')
    },
    renew(next) {
      token = next
      // the same user in a second window: the desk at work is left alone
      if (status.kind === 'online') return
      takesOver = true
      attempt = 0
      if (status.kind === 'expired') setStatus('offline')
      if (!stopped) reconnect()
    },
    takeOver() {
      takesOver = true
      if (!stopped) reconnect()
    },
    leave: () => endHeartbeat(),
    expire: () => lose({ code: 'session_expired' }),
    reconnect,
  }
}

function isSessionOver(refusal: Refusal): boolean {
  return isRevoked(refusal) || ['session_expired', 'forbidden'].includes(refusal.code)
}

/** Not merely run out: central does not, or no longer, take this person for signed in. */
function isRevoked(refusal: Refusal): boolean {
  return ['session_revoked', 'not_signed_in', 'must_change_password'].includes(refusal.code)
}
