import { grantLeases } from '#central/agents/leases.ts'
import { listRunningSequences } from '#central/calls/journal.ts'
import { ensureEpoch } from '#central/db/event-log.ts'
import type { LineEvent } from '#central/telephony/adapter.ts'
import { LINK_LIMITS } from '#shared/protocol/envelope.ts'
import { applyLineEvent } from './apply-line-event.ts'
import type { FlowContext } from './flow-context.ts'
import { settleRecordings } from './recording/settle-recordings.ts'
import { repeat } from './repeat.ts'
import { runTimers } from './run-timers.ts'
import { sweepCalls } from './sweep-calls.ts'
import { turnAwayUnserved } from './turn-away-unserved.ts'
import { type DueRhythm, watchDue } from './watch-due.ts'

/** How late a due thing may be, and how often the line is looked at. */
export type FlowRhythm = { due: DueRhythm; sweepMs: number }
const usual: FlowRhythm = { due: { everyMs: 250, restMs: 1_000 }, sweepMs: 10_000 }

/**
 * What happened while central was away is known after two looks, and desks show it within five seconds. Not sooner:
 * a provider may be a moment behind itself.
 */
const FIRST_LOOKS_MS = [0, 2_000]

/** No line takes so long over a step: whoever ran the sequence has dropped it. */
const STALLED_MS = 30_000

export type RunningFlows = { stop(): Promise<void> }

/**
 * Brings the calls to life after a start: leases get one full period, lines are opened and looked at, sequences that
 * a crash interrupted go on, and timers and sweeper run from then on. `stop` lets go of the lines, ends no call, and
 * resolves when nothing is running any more.
 */
export async function startFlows(context: FlowContext, rhythm: FlowRhythm = usual): Promise<RunningFlows> {
  await ensureEpoch(context.db, context.newId)
  await grantLeases(context.db, context.clock.now() + LINK_LIMITS.leaseMs)
  for (const line of context.lines.all()) {
    await line.start((event: LineEvent) => applyLineEvent(context, line.name, event))
  }
  await resumeJournal(context)
  const missed = new Map(context.lines.all().map((line) => [line.name, new Map<string, number>()]))
  const sweep = async () => {
    for (const line of context.lines.all()) {
      await sweepCalls(context, line, missed.get(line.name) ?? new Map())
      await settleRecordings(context, line.name)
    }
    await turnAwayUnserved(context)
    await resumeJournal(context, context.clock.now() - STALLED_MS)
  }
  const loops = [
    watchDue(context, rhythm.due, () => runTimers(context)),
    repeat(context, { name: 'sweep', everyMs: rhythm.sweepMs, work: sweep, early: FIRST_LOOKS_MS }),
  ]
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
      for (const line of context.lines.all()) await line.stop()
      await context.sequencer.idle()
    },
  }
}

/**
 * Goes on with every sequence of line commands that was begun, not finished, and not touched since: after a start,
 * and later those that failed with the database under them. Resolves when they are under way.
 */
export async function resumeJournal(context: FlowContext, untouchedSince = context.clock.now()): Promise<void> {
  for (const sequence of await listRunningSequences(context.db, untouchedSince)) {
    const { id, callId, name } = sequence
    context.log.info({ sequenceId: id, callId, sequence: name }, 'resuming a sequence')
    const running = context.runSequence(sequence).catch((error: unknown) => {
      context.log.error({ err: error, sequenceId: id, callId }, 'a resumed sequence failed')
    })
    context.sequencer.track(running)
  }
}
