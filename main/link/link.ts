import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { LinkStatus } from '#shared/protocol/desk-port.ts'
import { centralFrames, type Hello, LiveAnswer, QueryFrameAnswer, Welcome } from '#shared/protocol/envelope.ts'
import { type Refusal, refuse } from '#shared/protocol/error.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts'
import { chooseDelay } from './back-off.ts'
import { createClockOffset } from './clock-offset.ts'
import { type Conversation, converse } from './conversation.ts'
import type { CentralFrameName, Line, OpenLine } from './line.ts'
import type { Link, LinkPorts } from './link-ports.ts'
import { LIVE_MS, OTHER_VERSION_MS, QUERY_MS, WELCOME_MS } from './waits.ts'

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
  /** over this line, once it was welcomed */
  let conversation: Conversation | null = null
  let takesOver = tools.takeOver
  let attempt = 0
  let stopped = true
  let cancelTimer = () => {}

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
    conversation?.end()
    conversation = null
    const old = line
    line = null
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
    const delay = refusal?.code === 'unsupported_version' ? OTHER_VERSION_MS : chooseDelay(attempt, random)
    attempt += 1
    cancelTimer = clock.schedule(delay, connect)
  }

  function receive(from: Line, name: CentralFrameName, body: unknown): void {
    if (name === 'welcome') greet(from, body)
    else if (name === 'session-ended') {
      lose(centralFrames['session-ended'].safeParse(body).data?.refusal ?? { code: 'session_expired' })
    } else conversation?.receive(name, body)
  }

  function greet(from: Line, body: unknown): void {
    // said once per line: a second one would start a second heartbeat
    if (conversation) return
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
    offset.sample(welcome.serverTime, clock.now(), clock.now())
    ports.horizon(welcome.backupHorizonMs)
    if (welcome.catalog) ports.catalog(welcome.catalog)
    const talk = converse(from, { clock, offset }, ports, { lost: lose, fenced: () => setStatus('fenced') })
    conversation = talk
    talk.resume(welcome.resume)
    if (welcome.fenced) setStatus('fenced')
    else {
      ports.keepFence(welcome.fence)
      setStatus('online')
      talk.holdPlace(welcome.fence)
    }
    ports.attach(from)
  }

  function reconnect(): void {
    drop()
    connect()
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
      const answer = LiveAnswer.safeParse(await conversation?.ask('live', frame, LIVE_MS))
      return answer.success ? answer.data : refuse('link_down')
    },
    async query(name, params) {
      const answer = QueryFrameAnswer.safeParse(await conversation?.ask('query', { name, params }, QUERY_MS))
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
    leave: () => conversation?.leavePlace(),
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
