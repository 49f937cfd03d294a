import type { z } from 'zod'
import { touchSession } from '#central/auth/sessions.ts'
import { isStorageTrouble } from '#central/db/storage-trouble.ts'
import { createTurns } from '#central/flows/take-turns.ts'
import { packAnswers } from '#shared/domain/desk/pack-answers.ts'
import { type Action, scopeOf } from '#shared/domain/rights.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import { deskFrames, LINK_LIMITS } from '#shared/protocol/envelope.ts'
import { type ErrorCode, type Refusal, refuse } from '#shared/protocol/error.ts'
import type { DeskLine } from './desk-line.ts'
import type { DeskSocket } from './desk-socket.ts'
import type { LinkParts, LinkRoom } from './link-parts.ts'
import { createBucket } from './token-bucket.ts'
import { isTooDeep } from './too-deep.ts'

type FrameName = keyof typeof deskFrames
type Frame<K extends FrameName> = z.infer<(typeof deskFrames)[K]>
type Refused = { ok: false; refusal: Refusal }
type Answerer = (answer: unknown) => void

/** A desk that goes on and on past its limits is not one of ours. */
const REFUSALS_BEFORE_HANG_UP = 500
const TOUCH_MS = 60_000
/** Asked by the console on its own: they do not show that a person is there. */
const PASSIVE_QUERIES: readonly string[] = ['work.list', 'calls.recent', 'catalog', 'phone.credentials']

/** These are about somebody else's call. */
function isSupervising({ type }: LiveCommand): boolean {
  return type === 'call.monitor' || type === 'call.stop-monitor' || type === 'call.take-over'
}

type Room = LinkParts & Pick<LinkRoom, 'noteRefusal'>

/** Checks every frame (size, rate, schema, right), runs it, and answers it. A frame never throws out of here. */
export function receiveFrames(parts: Room, socket: DeskSocket, line: DeskLine): void {
  const { context, flows, metrics, noteRefusal } = parts
  const { userId } = line.user
  const frames = createBucket(context.clock, LINK_LIMITS.framesPerSecond)
  const batches = createBucket(context.clock, LINK_LIMITS.batchesPerSecond)
  const inTurn = createTurns(1)
  let waitingBatches = 0
  const questions = createBucket(context.clock, LINK_LIMITS.queriesPerSecond)
  const answers = new Map<string, (raw: unknown) => Promise<unknown>>()
  let refusals = 0
  let touchedAt = 0

  function refuseFrame(code: ErrorCode, detail: Omit<Refusal, 'code'> = {}): Refused {
    metrics.countRefusal('link', code)
    refusals += 1
    if (refusals > REFUSALS_BEFORE_HANG_UP) line.hangUp()
    return refuse(code, detail)
  }

  /** Said in the log, once per frame: somebody tries what their role may not. */
  function refuseForeign(what: string): Refused {
    context.log.warn({ userId, what }, 'refused: not allowed')
    keepRefusal(what)
    return refuseFrame('forbidden')
  }

  function keepRefusal(what: string, detail = {}): void {
    const refused = { actorId: userId, via: 'link', action: 'right.refused' } as const
    context.sequencer.track(noteRefusal({ ...refused, subject: what, detail }))
  }

  function showPresence(): void {
    const now = context.clock.now()
    if (now - touchedAt < TOUCH_MS) return
    touchedAt = now
    touchSession(context.db, line.user.tokenHash, now).catch((error) => line.fail(error, 'keeping the session'))
  }

  function on<K extends FrameName>(
    name: K,
    limits: { bucket: { take(): boolean }; bytes: number; right: Action | null },
    run: (frame: Frame<K>) => Promise<unknown>,
  ): void {
    async function answer(raw: unknown): Promise<unknown> {
      if (!limits.bucket.take()) return refuseFrame('rate_limited')
      if (isTooDeep(raw)) return refuseFrame('bad_request', { field: name })
      if (limits.bytes < LINK_LIMITS.paperworkBytes && measure(raw) > limits.bytes) return refuseFrame('too_large')
      const parsed = deskFrames[name].safeParse(raw)
      if (!parsed.success) return refuseFrame('bad_request', { field: parsed.error.issues[0]?.path.join('.') ?? name })
      if (limits.right && scopeOf(line.user.role, limits.right) === null) return refuseForeign(name)
      refusals = 0
      return run(parsed.data as Frame<K>)
    }
    answers.set(name, answer)
  }

  const small = { bucket: frames, bytes: LINK_LIMITS.frameBytes }
  on('live', { ...small, right: 'live.command' }, async ({ fence, command }) => {
    if (line.fenced || fence !== line.fence) return refuseFrame('fenced')
    if (isSupervising(command) && scopeOf(line.user.role, 'call.monitor') === null) return refuseForeign(command.type)
    showPresence()
    return metrics.time(command.type, () => flows.executeLive({ userId, fence, command }))
  })
  const large = { bucket: batches, bytes: LINK_LIMITS.paperworkBytes, right: 'paperwork.write' } as const
  async function apply({ commands, after }: Frame<'paperwork'>): Promise<unknown> {
    if (after && !(await flows.hasTaken({ deviceId: line.deviceId, commandId: after }))) {
      return refuse('conflict', { field: 'after' })
    }
    const batch = { userId, deviceId: line.deviceId, commands }
    const answers = await metrics.time('paperwork', () => flows.applyPaperwork(batch))
    const foreign = answers.filter((answer) => answer.result === 'rejected' && answer.refusal.code === 'forbidden')
    if (foreign.length > 0) {
      context.log.warn({ userId, commands: foreign.length }, 'refused: not allowed')
      keepRefusal('paperwork', { commands: foreign.length })
    }
    return packAnswers(answers)
  }
  on('paperwork', large, async (frame) => {
    if (waitingBatches >= LINK_LIMITS.batchesAtOnce) return refuseFrame('rate_limited')
    showPresence()
    waitingBatches += 1
    // one after the other, also where a database takes many transactions at once: a desk's work has an order
    return inTurn(() => apply(frame)).finally(() => {
      waitingBatches -= 1
    })
  })
  on('query', { bucket: questions, bytes: LINK_LIMITS.frameBytes, right: null }, async ({ name, params }) => {
    if (!PASSIVE_QUERIES.includes(name)) showPresence()
    const asOf = context.clock.now()
    const answer = await metrics.time(`query ${name}`, () => flows.answerQuery(line.user, name, params))
    if (answer.ok) return { ok: true, asOf, data: answer.value }
    return answer.refusal.code === 'forbidden' ? refuseForeign(name) : refuseFrame(answer.refusal.code, answer.refusal)
  })
  on('lease', { ...small, right: null }, async ({ fence }) => {
    if (line.fenced || fence !== line.fence) return refuse('fenced')
    const answer = await flows.renewLease({ userId, fence })
    if (!answer.ok && answer.refusal.code === 'fenced') line.fenceOff()
    return answer
  })
  on('resume', { ...small, right: null }, (held) => line.resume(held))

  socket.onFrame((name, raw, reply) => {
    line.hear()
    const answer = answers.get(name)
    if (!answer) frames.take()
    if (!answer || !isAnswerer(reply)) {
      const refusal = refuseFrame('bad_request')
      if (isAnswerer(reply)) reply(refusal)
      return
    }
    answer(raw).then(reply, (error) => {
      context.log.error({ err: error, userId, frame: name }, 'a frame failed')
      // a full disk is no fault of the command's: the desk keeps it and asks again
      reply(isStorageTrouble(error) ? refuse('central_unavailable') : refuseFrame('internal'))
    })
  })
}

function isAnswerer(value: unknown): value is Answerer {
  return typeof value === 'function'
}

/** Size on the wire, near enough. What cannot be told counts as too large. */
function measure(raw: unknown): number {
  return Buffer.byteLength(JSON.stringify(raw) ?? '')
}
