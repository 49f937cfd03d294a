import { readEventsAfter } from '#central/db/event-log.ts'
import { buildSnapshot } from '#central/flows/build-snapshot.ts'
import { signInDesk } from '#central/flows/desk-lease.ts'
import { executeLive } from '#central/flows/execute-live.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { applyPaperwork } from '#central/flows/paperwork/apply-batch.ts'
import { applyEvent, placeEvent } from '#shared/domain/desk/apply-event.ts'
import type { Random } from '#shared/domain/random.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { LiveAnswer } from '#shared/protocol/envelope.ts'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import { CommandId, DeviceId, NoteId, UserId } from '#shared/protocol/ids.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'

export type SimulatedAgent = Awaited<ReturnType<typeof openSimulatedAgent>>

/**
 * An agent at work, driven by their own event log as a real desk is: answers most calls, holds and mutes now and
 * then, writes a note and an outcome, takes breaks, forgets wrap-ups, ignores and declines a few offers.
 */
export async function openSimulatedAgent(context: FlowContext, id: string, random: Random) {
  const userId = UserId.parse(id)
  const deviceId = DeviceId.parse(`desk-${id}`)
  const seated = await signInDesk(context, { userId, deviceId, unlessAfter: null })
  if (!seated.ok) throw new Error(`${id} was not seated: ${seated.refusal.code}`)
  const { fence } = seated.value
  let projection: Snapshot = await buildSnapshot({
    db: context.db,
    lines: context.lines,
    userId,
    now: context.clock.now(),
  })
  let n = 0
  let atWork = true
  let catching = Promise.resolve()
  const refusals: string[] = []

  const live = async (command: LiveCommand): Promise<LiveAnswer> => {
    const answer = await executeLive(context, { userId, fence, command })
    if (!answer.ok) refusals.push(`${command.type}: ${answer.refusal.code}`)
    return answer
  }
  const write = async (bodies: readonly PaperworkBody[]): Promise<void> => {
    const commands = bodies.map((body) => {
      n += 1
      return { commandId: CommandId.parse(context.newId()), n, writtenAt: context.clock.now(), body }
    })
    for (const answer of await applyPaperwork(context, { userId, deviceId, commands })) {
      if (answer.result === 'rejected') refusals.push(`paperwork: ${answer.refusal.code}`)
    }
  }
  const later = (delayMs: number, work: () => Promise<unknown>) =>
    context.clock.schedule(delayMs, () => context.sequencer.track(work()))
  const chooseNext = () => (atWork && random.next() < 0.8 ? 'available' : 'next')
  const takeBreak = async () => {
    if (atWork) await live({ type: 'agent.set-state', state: { kind: 'not_ready', reason: 'break' } })
  }
  const becomeAvailable = async () => {
    if (atWork) await live({ type: 'agent.set-state', state: { kind: 'available' } })
  }
  const between = (from: number, to: number) => Math.round(from + random.next() * (to - from))

  function react(event: DeskEvent): void {
    if (event.type === 'call.offered') answerOffer(event)
    else if (event.type === 'call.answered') talk(event)
    else if (event.type === 'wrap-up.started') wrapUp(event)
    else if (event.type === 'agent.state-changed' && event.state.kind === 'not_ready' && atWork) {
      later(between(5_000, 60_000), becomeAvailable)
    }
  }
  function answerOffer({ offer }: Extract<DeskEvent, { type: 'call.offered' }>): void {
    const mood = random.next()
    if (mood < 0.03) return
    const { offerId } = offer
    if (mood < 0.07) {
      later(between(1_000, 5_000), () => live({ type: 'call.decline', offerId, reason: 'busy' }))
      return
    }
    later(between(500, 9_000), () => live({ type: 'call.answer', offerId }))
  }
  function talk({ call: { callId } }: Extract<DeskEvent, { type: 'call.answered' }>): void {
    if (random.next() < 0.3) {
      later(20_000, () => live({ type: 'call.hold', callId }))
      later(35_000, () => live({ type: 'call.resume', callId }))
    }
    if (random.next() < 0.1) later(15_000, () => live({ type: 'call.mute', callId }))
    if (random.next() < 0.2) later(between(30_000, 200_000), () => live({ type: 'call.hang-up', callId }))
    if (random.next() < 0.05) later(10_000, takeBreak)
  }
  function wrapUp({ wrapUp: { interactionId, wrapUpId } }: Extract<DeskEvent, { type: 'wrap-up.started' }>): void {
    if (random.next() < 0.05) return
    const noteId = NoteId.parse(context.newId())
    later(between(5_000, 50_000), () =>
      write([
        { type: 'interaction.note', interactionId, noteId, revision: 1, text: 'Asked about the order.' },
        { type: 'interaction.dispose', interactionId, code: 'resolved', reasonCode: null, followUp: null },
        { type: 'wrap-up.finish', wrapUpId, interactionId, then: chooseNext() },
      ]),
    )
  }

  async function catchUp(): Promise<void> {
    for (const delivered of await readEventsAfter(context.db, userId, projection.seq, 200)) {
      if (placeEvent(projection, delivered) !== 'next') throw new Error(`${id} missed an event before ${delivered.seq}`)
      projection = applyEvent(projection, delivered)
      react(delivered.event)
    }
  }

  return {
    userId,
    refusals,
    projection: () => projection,
    /** central says that the log has grown */
    hear(): void {
      catching = catching.then(catchUp)
      context.sequencer.track(catching)
    },
    begin: () => live({ type: 'agent.set-state', state: { kind: 'available' } }),
    /** offline, after the call when there is one */
    goHome(): Promise<LiveAnswer> {
      atWork = false
      return live({ type: 'agent.set-state', state: { kind: 'offline' } })
    },
  }
}
