import type { CentralFrameName, DeskFrameName, Line, LineListener, OpenLine } from '#main/link/line.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { applyEvent } from '#shared/domain/desk/apply-event.ts'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import { makeEpochAfterRestore } from '#shared/domain/desk/epoch.ts'
import { packAnswers } from '#shared/domain/desk/pack-answers.ts'
import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import type { PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import { centralFrames, deskFrames, Hello, type Resume } from '#shared/protocol/envelope.ts'
import { type Refusal, refuse } from '#shared/protocol/error.ts'
import { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { Snapshot } from '#shared/protocol/snapshot.ts'

type Connection = { hello: Hello; listener: LineListener; open: boolean; fence: number }

/**
 * A central small enough to be sure of: one agent, in memory, speaking the wire as the schemas write it. What it is
 * told to do wrong (`faults`) it does at the place where networks do it.
 */
export function createSmallCentral(
  clock: Clock,
  answerQuery: (name: string, params: unknown) => unknown = () => undefined,
) {
  const connections = new Set<Connection>()
  let snapshot = Snapshot.parse({ ...makeEmptyProjection(0), epoch: 'epoch-1' })
  let log: DeliveredEvent[] = []
  let fence = 0
  let greeted = 0
  let leases = 0
  let offline = false
  let restores = 0
  const applied = new Map<string, PaperworkAnswer>()
  const numbers = new Map<string, string>()
  const highest = new Map<string, number>()
  const order: Paperwork[] = []
  const live: unknown[] = []
  const faults = {
    /** the line is down: nobody connects */
    away: false,
    /** connects, but nothing ever arrives or answers: a half-open line */
    deaf: false,
    /** how many paperwork answers are lost after the batch was applied */
    loseAnswers: 0,
    refusal: null as Refusal | null,
    /** command ids that are refused, and whole frames that are refused when they hold one */
    poison: new Set<string>(),
    choke: new Set<string>(),
    /** events are told from here on only by resume */
    swallowEvents: 0,
  }

  function emit<K extends CentralFrameName>(to: Connection, name: K, body: unknown): void {
    const frame = centralFrames[name].parse(JSON.parse(JSON.stringify(body)))
    queueMicrotask(() => {
      if (to.open && !faults.deaf) to.listener.frame(name, frame)
    })
  }

  function buildResume(epoch: string | null, cursor: number): Resume {
    const first = log[0]?.seq ?? snapshot.seq + 1
    if (epoch === snapshot.epoch && cursor >= first - 1 && cursor <= snapshot.seq) {
      return { kind: 'events', epoch, events: log.filter((event) => event.seq > cursor) }
    }
    return { kind: 'snapshot', snapshot }
  }

  function hangUp(connection: Connection, refusal: Refusal | null): void {
    if (!connection.open) return
    connection.open = false
    connections.delete(connection)
    connection.listener.closed(refusal)
  }

  function welcome(connection: Connection): void {
    const { hello } = connection
    if (faults.refusal) {
      hangUp(connection, faults.refusal)
      return
    }
    const deviceIsCopy = (highest.get(hello.deviceId) ?? 0) > hello.highestN
    const isFenced = deviceIsCopy || (hello.fence !== null && hello.fence < fence)
    if (!isFenced && hello.fence !== fence) {
      for (const other of connections) if (other !== connection) emit(other, 'fenced', {})
      fence += 1
    }
    greeted += 1
    connection.fence = isFenced ? (hello.fence ?? 1) : fence
    emit(connection, 'welcome', {
      protocol: hello.protocol,
      serverTime: clock.now(),
      user: { userId: UserId.parse('user-1'), name: 'Ada', role: 'agent', teamName: null },
      fence: connection.fence,
      fenced: isFenced,
      deviceIsCopy,
      lineId: `line ${greeted}`,
      resume: buildResume(hello.epoch, hello.cursor),
      catalog: null,
      backupHorizonMs: 7 * 86_400_000,
    })
  }

  function applyOne(deviceId: string, command: Paperwork): PaperworkAnswer {
    const before = applied.get(command.commandId)
    if (before) return before.result === 'rejected' ? before : { commandId: command.commandId, result: 'duplicate' }
    const place = `${deviceId} ${command.n}`
    if (numbers.has(place)) {
      return { commandId: command.commandId, result: 'rejected', refusal: { code: 'duplicate', field: 'n' } }
    }
    numbers.set(place, command.commandId)
    highest.set(deviceId, Math.max(command.n, highest.get(deviceId) ?? 0))
    const answer: PaperworkAnswer = faults.poison.has(command.commandId)
      ? { commandId: command.commandId, result: 'rejected', refusal: { code: 'unknown_code' } }
      : { commandId: command.commandId, result: 'applied' }
    applied.set(command.commandId, answer)
    if (answer.result === 'applied') order.push(command)
    return answer
  }

  function answer(connection: Connection, name: DeskFrameName, raw: unknown): unknown {
    const body = JSON.parse(JSON.stringify(raw)) as unknown
    if (name === 'paperwork') {
      const { commands, after } = deskFrames.paperwork.parse(body)
      if (faults.refusal) return { ok: false, refusal: faults.refusal }
      if (after && !applied.has(after)) return refuse('conflict', { field: 'after' })
      if (commands.some((command) => faults.choke.has(command.commandId))) return refuse('bad_request')
      return packAnswers(commands.map((command) => applyOne(connection.hello.deviceId, command)))
    }
    if (name === 'lease') {
      leases += 1
      if (deskFrames.lease.parse(body).fence !== fence) return refuse('fenced')
      if (offline) return refuse('lease_lost')
      return { ok: true, expiresAt: clock.now() + 10_000, serverTime: clock.now() + 5_000, seq: snapshot.seq }
    }
    if (name === 'resume') {
      const { epoch, cursor } = deskFrames.resume.parse(body)
      return { ok: true, resume: buildResume(epoch, cursor) }
    }
    if (name === 'live') {
      const { command } = deskFrames.live.parse(body)
      live.push(command)
      if (command.type === 'agent.set-state') offline = command.state?.kind === 'offline'
      return { ok: true }
    }
    const query = deskFrames.query.parse(body)
    const data = answerQuery(query.name, query.params)
    return data === undefined ? refuse('central_unavailable') : { ok: true, asOf: clock.now(), data }
  }

  const openLine: OpenLine = (rawHello, listener) => {
    const connection: Connection = {
      hello: Hello.parse(JSON.parse(JSON.stringify(rawHello))),
      listener,
      open: true,
      fence: 0,
    }
    queueMicrotask(() => {
      if (faults.away) hangUp(connection, null)
      else if (connection.open && !faults.deaf) {
        connections.add(connection)
        welcome(connection)
      }
    })
    const line: Line = {
      request: (name, frame) =>
        new Promise((resolve) => {
          queueMicrotask(() => {
            if (!connection.open) return resolve(undefined)
            if (faults.deaf) return
            const result = answer(connection, name, frame)
            if (name === 'paperwork' && faults.loseAnswers > 0) {
              faults.loseAnswers -= 1
              hangUp(connection, null)
              return resolve(undefined)
            }
            resolve(JSON.parse(JSON.stringify(result)))
          })
        }),
      close() {
        connection.open = false
        connections.delete(connection)
      },
    }
    return line
  }

  return {
    openLine,
    faults,
    /** commands applied, in the order they took effect */
    order,
    live,
    connections,
    /** how often a desk was let in */
    get greeted() {
      return greeted
    },
    /** heartbeats heard */
    get leases() {
      return leases
    },
    /** the welcome comes a second time over the same line */
    welcomeAgain(): void {
      for (const connection of connections) welcome(connection)
    },
    /** somebody else took the place */
    fence(): void {
      for (const connection of connections) emit(connection, 'fenced', {})
    },
    get snapshot() {
      return snapshot
    },
    /** appends to the agent's log and tells the desks */
    append(event: unknown, attached?: unknown): void {
      const delivered = DeliveredEvent.parse({
        seq: snapshot.seq + 1,
        at: clock.now(),
        event,
        ...(attached ? { attached } : {}),
      })
      snapshot = applyEvent(snapshot, delivered)
      log.push(delivered)
      if (faults.swallowEvents > 0) {
        faults.swallowEvents -= 1
        return
      }
      for (const connection of connections) emit(connection, 'events', { epoch: snapshot.epoch, events: [delivered] })
    },
    /** everybody loses the line at this moment */
    cut(refusal: Refusal | null = null): void {
      for (const connection of [...connections]) hangUp(connection, refusal)
    },
    /** another database: the log starts anew */
    changeEpoch(): void {
      snapshot = { ...snapshot, epoch: 'epoch-2', seq: 3 }
      log = []
    },
    /** the same site from a backup: it held the first `commands` it had applied, and nothing of the log after them */
    restore(commands: number): void {
      restores += 1
      const lost = order.splice(commands)
      for (const { commandId } of lost) applied.delete(commandId)
      numbers.clear()
      highest.clear()
      snapshot = { ...snapshot, epoch: makeEpochAfterRestore(snapshot.epoch, String(restores)), seq: 0 }
      log = []
    },
    pruneLog(): void {
      log = []
    },
  }
}
