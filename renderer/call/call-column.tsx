import { useRouterState } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useEpisode } from '#renderer/state/use-episode.ts'
import { readWorkItems } from '#renderer/state/work-items.ts'
import { Later } from '#renderer/ui/later.tsx'
import { findActiveCall, findActiveWrapUp } from '#shared/domain/desk/selectors.ts'
import { ConnectingDock } from './dock/connecting-dock.tsx'
import { IdleDock } from './dock/idle-dock.tsx'
import { LiveDock } from './dock/live-dock.tsx'
import { RingCard } from './dock/ring-card.tsx'
import { TaskDock } from './dock/task-dock.tsx'
import { useRingSlot } from './dock/use-ring-slot.ts'
import { WrapUpDock } from './dock/wrap-up-dock.tsx'
import { EpisodeSide } from './side/episode-side.tsx'
import { IdleSide } from './side/idle-side.tsx'
import { TaskSide } from './side/task-side.tsx'

/**
 * The dock in its phase, over the tabs that belong to it. A live call comes before everything else. The tabs of one
 * conversation stand in the same place in all its phases: what is typed and where stays through answer and hang-up.
 */
export function CallColumn() {
  const call = useConsole((state) => findActiveCall(state.projection))
  const wrapUp = useConsole((state) => findActiveWrapUp(state.projection))
  const slot = useRingSlot()
  const episode = useEpisode()
  const task = useChosenTask()
  if (call !== null && episode !== null) {
    return (
      <>
        {call.call.answeredAt === null ? <ConnectingDock entry={call} /> : <LiveDock entry={call} />}
        <Later key={episode.interactionId}>
          <EpisodeSide episode={episode} phase="live" wrapUp={null} />
        </Later>
      </>
    )
  }
  if (slot.kind !== 'empty') {
    return (
      <>
        <RingCard offer={slot.offer} gone={slot.kind === 'gone'} />
        {slot.kind === 'open' && episode !== null && (
          <Later key={episode.interactionId}>
            <EpisodeSide episode={episode} phase="ringing" wrapUp={null} />
          </Later>
        )}
      </>
    )
  }
  if (wrapUp !== null && episode !== null) {
    return (
      <>
        <WrapUpDock wrapUp={wrapUp.facts} />
        <Later key={episode.interactionId}>
          <EpisodeSide episode={episode} phase="wrap_up" wrapUp={wrapUp.facts} />
        </Later>
      </>
    )
  }
  if (task !== undefined) {
    return (
      <>
        <TaskDock task={task} />
        <TaskSide key={task.taskId} task={task} />
      </>
    )
  }
  return (
    <>
      <IdleDock />
      <IdleSide />
    </>
  )
}

function useChosenTask() {
  const taskId = useRouterState({ select: (state) => (state.location.search as { task?: string }).task })
  const tasks = useConsole((state) => state.projection.tasks)
  const pending = useConsole((state) => state.pending)
  return useMemo(() => readWorkItems(tasks, pending).find((item) => item.taskId === taskId), [tasks, pending, taskId])
}
