import type { z } from 'zod'
import type { Desk, DeskCommand, DeskNotice, LocalCommand, ShellInfo } from '#shared/protocol/desk-port.ts'
import { DeskSnapshot } from '#shared/protocol/desk-port.ts'
import { type Refusal, refuse } from '#shared/protocol/error.ts'
import { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'

type EventInput = z.input<typeof DeliveredEvent>

/** A desk in memory for console tests: it answers as a desk does and lets the test tell the story of events. */
export interface FakeDesk extends Desk {
  /** every command the console sent, oldest first */
  sent: DeskCommand[]
  notify(notice: DeskNotice): void
  /** the next event of the agent's log; parsed, so a test cannot tell a story the wire would refuse */
  emit(event: EventInput['event'], attached?: EventInput['attached']): void
  /** what the next live commands are answered with; null accepts */
  refuseLive(refusal: Refusal | null): void
}

type Options = {
  snapshot: z.input<typeof DeskSnapshot>
  now: () => number
  /** answers by query name, at once or when they come; others are refused as not found */
  answers?: Partial<Record<string, (params: never) => unknown>>
}

export const fakeShell: ShellInfo = {
  kind: 'browser',
  version: '0.1.0',
  globalKeys: false,
  storage: 'this_computer',
  demoLogins: [],
}

export function makeFakeDesk({ snapshot, now, answers = {} }: Options): FakeDesk {
  const state = DeskSnapshot.parse(snapshot)
  const listeners = new Set<(notice: DeskNotice) => void>()
  const sent: DeskCommand[] = []
  let seq = state.projection.seq
  let liveRefusal: Refusal | null = null
  const notify = (notice: DeskNotice) => {
    for (const listener of [...listeners]) listener(notice)
  }

  function runLocal(command: LocalCommand): void {
    if (command.type === 'draft.save') {
      const { key, revision, fields } = command
      notify({ kind: 'draft', draft: { key, revision, fields, savedAt: now() } })
    }
    if (command.type === 'draft.drop') notify({ kind: 'draft-dropped', key: command.key })
    if (command.type === 'preferences.set') {
      state.preferences = { ...state.preferences, ...command.preferences }
      notify({ kind: 'preferences', preferences: state.preferences })
    }
  }

  return {
    sent,
    notify,
    snapshot: async () => structuredClone(state),
    onNotice(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async send(command) {
      sent.push(command)
      if (command.kind === 'live' && liveRefusal !== null) return { ok: false, refusal: liveRefusal }
      if (command.kind === 'local') runLocal(command.command)
      if (command.kind === 'paperwork' && command.dropDraft !== null)
        notify({ kind: 'draft-dropped', key: command.dropDraft })
      return { ok: true }
    },
    async query(name, params) {
      const answer = answers[name]
      if (answer === undefined) return refuse('not_found')
      return { ok: true, source: 'central', asOf: now(), data: await answer(params as never) }
    },
    emit(event, attached) {
      seq += 1
      const delivered = DeliveredEvent.parse({ seq, at: now(), event, ...(attached === undefined ? {} : { attached }) })
      notify({ kind: 'event', delivered })
    },
    refuseLive(refusal) {
      liveRefusal = refusal
    },
  }
}
