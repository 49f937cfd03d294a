import { Suspense } from 'react'
import { makePart } from '#renderer/common/make-part.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { type Episode, isWrapUpSaved } from '#renderer/state/selectors.ts'
import { AfterPaint } from '#renderer/ui/after-paint.tsx'
import type { Snapshot, SnapshotCall } from '#shared/protocol/snapshot.ts'
import { ConsultEnded } from './consult/consult-ended.tsx'
import { readParties } from './consult/read-parties.ts'
import { ConnectingDock } from './dock/connecting-dock.tsx'
import { DiallingDock } from './dock/dialling-dock.tsx'
import { LiveDock } from './dock/live-dock.tsx'
import { RingCard } from './dock/ring-card.tsx'
import type { RingSlot } from './dock/ring-slot.ts'
import { SavedDock } from './dock/saved-dock.tsx'
import { WrapUpDock } from './dock/wrap-up-dock.tsx'
import { CallPanel } from './panel/call-panel.tsx'
import { EpisodeSide } from './side/episode-side.tsx'
import { IdleSide } from './side/idle-side.tsx'
import { CoachLine } from './supervise/coach-line.tsx'

const { Part: ConsultDock } = makePart(async () => (await import('./consult/consult-dock.tsx')).ConsultDock)
const { Part: SupervisorDock } = makePart(async () => (await import('./supervise/supervisor-dock.tsx')).SupervisorDock)

type Props = {
  call: SnapshotCall | null
  slot: RingSlot
  wrapUp: Snapshot['wrapUps'][number] | null
  episode: Episode | null
}

/**
 * The column from the ring to the end of wrap-up. A live call comes before everything else. The tabs of one
 * conversation stand in the same place in all its phases: what is typed and where stays through answer and hang-up.
 */
export function Conversation({ call, slot, wrapUp, episode }: Props) {
  const saved = useConsole((state) => wrapUp !== null && isWrapUpSaved(state.pending, wrapUp.facts.wrapUpId))
  if (call !== null && episode !== null) {
    return (
      <>
        <CallDock entry={call} />
        <AfterPaint key={episode.interactionId}>
          <EpisodeSide episode={episode} phase="live" wrapUp={null} panel={<CallPanel call={call.call} />} />
        </AfterPaint>
      </>
    )
  }
  // a ring that was answered has become the conversation, however short that was
  const answered = slot.kind === 'gone' && slot.offer.facts.interactionId === episode?.interactionId
  if (slot.kind !== 'empty' && !answered) {
    return (
      <>
        <RingCard key={slot.offer.facts.offerId} offer={slot.offer} gone={slot.kind === 'gone'} />
        {slot.kind === 'open' && episode !== null && (
          <AfterPaint key={episode.interactionId}>
            <EpisodeSide episode={episode} phase="ringing" wrapUp={null} />
          </AfterPaint>
        )}
      </>
    )
  }
  if (wrapUp !== null && saved) {
    return (
      <>
        <SavedDock />
        <IdleSide />
      </>
    )
  }
  if (wrapUp !== null && episode !== null) {
    return (
      <>
        <WrapUpDock wrapUp={wrapUp.facts} />
        <AfterPaint key={episode.interactionId}>
          <EpisodeSide episode={episode} phase="wrap_up" wrapUp={wrapUp.facts} />
        </AfterPaint>
      </>
    )
  }
  return null
}

/** The call by itself, or with somebody who is asked about it. */
function CallDock({ entry }: { entry: SnapshotCall }) {
  if (entry.call.part === 'supervisor') {
    return (
      <Suspense fallback={null}>
        <SupervisorDock entry={entry} />
      </Suspense>
    )
  }
  if (entry.call.answeredAt === null) {
    return entry.call.direction === 'outbound' ? <DiallingDock entry={entry} /> : <ConnectingDock entry={entry} />
  }
  if (readParties(entry.call) !== null) {
    return (
      <Suspense fallback={null}>
        <ConsultDock entry={entry} />
      </Suspense>
    )
  }
  return (
    <LiveDock entry={entry}>
      <CoachLine call={entry.call} />
      <ConsultEnded call={entry.call} />
    </LiveDock>
  )
}
