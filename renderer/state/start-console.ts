import { ShellUnreachable } from '#renderer/backend/ask-patiently.ts'
import type { Backend } from '#renderer/backend/backend.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import type { Random } from '#shared/domain/random.ts'
import type { DeskNotice, ShellInfo } from '#shared/protocol/desk-port.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import { openAudioChoice } from './audio-choice.ts'
import type { Console } from './console-context.tsx'
import { startConsoleStore } from './console-store.ts'
import { makeDispatch } from './dispatch.ts'
import { makeDraftStore } from './draft-store.ts'
import { checkPhone, makePhoneStore } from './phone-state.ts'
import { makeQueryClient } from './queries.ts'
import { keepCard, makeQueryRefresher } from './refresh-queries.ts'

type Options = {
  backend: Backend
  shell: ShellInfo
  clock: Clock
  random: Random
  /** A refusal the agent must hear of, whatever sent the command. */
  onRefusal: (refusal: Refusal) => void
  /** A payment card number was masked in what the agent typed: they must hear of it. */
  onMasked: () => void
  /** The log-in is over: the agent signed out, or the shell did. */
  onSignedOut: (reason: Refusal | null) => void
}

/** Everything one log-in works with. Call `stop` when it ends. */
export async function startConsole(options: Options): Promise<{ tools: Console; stop: () => void }> {
  const { backend, shell, clock, random, onRefusal, onMasked, onSignedOut } = options
  const queryClient = makeQueryClient()
  const refresh = makeQueryRefresher(queryClient)
  const phone = makePhoneStore()
  const listeners = new Set<(notice: DeskNotice) => void>()
  const { store, stop } = await startConsoleStore(backend, shell, clock, (notice) => {
    refresh(notice)
    for (const listener of listeners) listener(notice)
    if (notice.kind === 'signed-out') onSignedOut(notice.reason)
  })
  keepPictures()
  return {
    tools: {
      backend,
      clock,
      newId: createIdSource(clock, random),
      store,
      drafts: makeDraftStore(backend.desk, clock, store, onMasked),
      audio: openAudioChoice(localStorage),
      phone,
      dispatch: makeDispatch({
        desk: backend.desk,
        onRefusal,
        onMasked,
        mayBeAvailable: () => checkPhone(phone, clock),
      }),
      queryClient,
      leave: async () => {
        try {
          await backend.signOut()
        } catch (error) {
          if (!(error instanceof ShellUnreachable)) throw error
          // the shell still holds the session: a log-in page would only pretend
          return onRefusal({ code: 'store_unavailable' })
        }
        onSignedOut(null)
      },
      onNotice: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    stop,
  }

  /** A reloaded console finds the cards of what is on the desk without asking. */
  function keepPictures() {
    const { offer, calls, wrapUps, takenAt } = store.getState().projection
    for (const holder of [offer, ...calls, ...wrapUps]) {
      const match = holder?.picture?.match
      if (match?.kind === 'known') keepCard(queryClient, match.card, takenAt)
    }
  }
}
