import type { OpenDesk } from '#main/desk.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { findActiveCall, isInConversation } from '#shared/domain/desk/selectors.ts'
import type { RequestedState } from '#shared/protocol/agent-state.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'

/** A page that said goodbye may be a reload, which is back within a second or two, on a slow machine a few. */
export const RELOAD_MS = 5_000
/** One that merely vanished may have lost its network, or its browser is starting again. */
export const LOST_MS = 15_000
/** Pages that begin to load and never arrive put it off no longer than this after the last window was there. */
export const MOST_MS = 30_000
/** How often is looked again while nobody is there: the line to central may be down, or a call may just have come. */
const LOOK_MS = 2_000

const away = { kind: 'not_ready', reason: 'window_closed' } as const satisfies RequestedState

/** Whether somebody looks at a desk, and what is done while nobody does. */
export interface Absence {
  /** no window is left: after so long the agent is not ready. Said again while none is, it is counted from then on */
  leave(graceMs: number): void
  /** the last window is gone, and with it the telephone where the console is one: central hears it at once */
  loseWindow(): void
  /** a window is there */
  comeBack(): void
  /** the desk is closed: nothing is told any more, nor is anything given back */
  end(): void
}

/**
 * Nobody sees a ring without a window. While there is none the agent is not ready, with a reason of its own; what rings
 * goes back in line; a call or wrap-up stays as it is, and after it the agent is not ready. Who comes back during one
 * has again what they had asked for; who comes back idle says themselves when they are ready.
 */
export function watchAbsence(
  desk: Pick<OpenDesk, 'snapshot' | 'send'>,
  { clock, failed }: { clock: Clock; failed(error: unknown): void },
): Absence {
  let isAway = false
  let isOver = false
  let isThere = true
  /** counts leaving and coming back: a look that was under way meanwhile must not set a timer beside the newer one */
  let turn = 0
  let cancel = () => {}
  let latest = Number.NEGATIVE_INFINITY
  /** what had been asked for after the call, before this took its place */
  let replaced: { next: RequestedState | null } | null = null

  async function look(): Promise<void> {
    const mine = turn
    try {
      await standDown()
    } catch (error) {
      failed(error)
    }
    if (mine === turn && isAway) cancel = clock.schedule(LOOK_MS, () => void look())
  }

  async function standDown(): Promise<void> {
    const { link, projection } = await desk.snapshot()
    if (!isAway || link.kind !== 'online') return
    const { state, next, offer } = projection
    if (state.kind === 'available') await tell({ type: 'agent.set-state', state: away })
    if (state.kind !== 'offered' && state.kind !== 'on_call' && state.kind !== 'wrap_up') return
    if (next === null || next.kind === 'available') {
      const set = await tell({ type: 'agent.set-state', state: away })
      if (!set.ok) return
      replaced = { next }
      if (!isAway) return giveBack()
    }
    if (isAway && offer) await tell({ type: 'call.decline', offerId: offer.facts.offerId, reason: 'technical' })
  }

  /** Only what this put there: the agent, or a supervisor, may have chosen anew meanwhile. */
  async function giveBack(): Promise<void> {
    const before = replaced
    replaced = null
    if (!before || isOver) return
    const { state, next } = (await desk.snapshot()).projection
    const isBusy = state.kind === 'on_call' || state.kind === 'wrap_up' || state.kind === 'offered'
    if (!isBusy || next?.kind !== 'not_ready' || next.reason !== away.reason) return
    await tell({ type: 'agent.set-state', state: before.next })
  }

  async function detach(): Promise<void> {
    const { link, projection } = await desk.snapshot()
    const entry = findActiveCall(projection)
    if (isThere || link.kind !== 'online' || entry === null || !isInConversation(entry)) return
    await tell({ type: 'call.detach', callId: entry.call.callId })
  }

  const tell = (command: LiveCommand) => desk.send({ kind: 'live', command })

  return {
    leave(graceMs) {
      const now = clock.now()
      if (!isAway) latest = now + Math.max(graceMs, MOST_MS)
      // it is being looked already
      else if (now >= latest) return
      isAway = true
      turn += 1
      cancel()
      cancel = clock.schedule(Math.min(graceMs, latest - now), () => void look())
    },
    loseWindow() {
      isThere = false
      detach().catch(failed)
    },
    comeBack() {
      isThere = true
      turn += 1
      isAway = false
      cancel()
      giveBack().catch(failed)
    },
    end() {
      isOver = true
      isAway = false
      cancel()
    },
  }
}
