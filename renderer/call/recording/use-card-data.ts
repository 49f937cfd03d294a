import { useLayoutEffect } from 'react'
import { coverTypedFields } from '#renderer/cards/cover-typed-fields.ts'
import { useConsole, useConsoleTools } from '#renderer/state/console-context.tsx'
import { useLive } from '#renderer/state/use-live.ts'
import { useNow, useNowSource } from '#renderer/ui/now.tsx'
import type { CallFacts } from '#shared/protocol/call.ts'
import { type CardDataMode, readCardData } from './read-card-data.ts'

type CardDataControl = {
  mode: CardDataMode
  busy: boolean
  /** into the mode; pressed again, the line is asked again */
  begin: () => void
  /** out of it: the recording goes on */
  end: () => void
}

/** The card data mode of one call, and the ways into and out of it. */
export function useCardData({ callId, recording: { state } }: CallFacts): CardDataControl {
  const { store, drafts } = useConsoleTools()
  const askedAt = useConsole(({ cardData }) => (cardData?.callId === callId ? cardData.askedAt : null))
  const { send, busy, confirmed } = useLive()
  const source = useNowSource()
  const now = useNow()
  // the drawn time may be a moment older than the press
  const askedFor = askedAt === null ? null : Math.max(0, now - askedAt)
  const mode = readCardData(state, askedFor, confirmed)
  const isOn = mode.kind !== 'off'
  // locked or open: what is typed may be a card
  useLayoutEffect(() => {
    drafts.coverWith(isOn ? coverTypedFields : null)
    return () => drafts.coverWith(null)
  }, [drafts, isOn])
  return {
    mode,
    busy,
    begin() {
      store.setState({ cardData: { callId, askedAt: source.now() } })
      if (isRunning(state)) send({ type: 'call.pause-recording', callId })
    },
    end() {
      const wasAsked = askedAt !== null
      store.setState({ cardData: null })
      const isPaused = state === 'pausing' || state === 'paused' || state === 'resuming'
      // a pause of a recording that only begins waits for it
      if (isPaused || (state === 'starting' && wasAsked)) send({ type: 'call.resume-recording', callId })
    },
  }
}

/** Whether there is something to pause; a pause that was asked for is asked for again. */
function isRunning(state: CallFacts['recording']['state']): boolean {
  return state === 'starting' || state === 'on' || state === 'pausing' || state === 'paused' || state === 'resuming'
}
