import { useRouterState } from '@tanstack/react-router'
import { Suspense, useMemo } from 'react'
import { makePart } from '#renderer/common/make-part.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useEpisode } from '#renderer/state/use-episode.ts'
import { readWorkItems } from '#renderer/state/work-items.ts'
import { findActiveWrapUp, findCallAtHand } from '#shared/domain/desk/selectors.ts'
import { IdleDock } from './dock/idle-dock.tsx'
import { useRingSlot } from './dock/use-ring-slot.ts'
import { IdleSide } from './side/idle-side.tsx'

const { Part: Conversation, fetch: fetchConversation } = makePart(
  async () => (await import('./conversation.tsx')).Conversation,
)
const { Part: TaskColumn } = makePart(async () => (await import('./task-column.tsx')).TaskColumn)

export { fetchConversation }

/** The dock in its phase, over the tabs that belong to it. What comes with a call is fetched before the first one. */
export function CallColumn() {
  const call = useConsole((state) => findCallAtHand(state.projection))
  const wrapUp = useConsole((state) => findActiveWrapUp(state.projection))
  const slot = useRingSlot()
  const episode = useEpisode()
  const task = useChosenTask()
  if (call !== null || slot.kind !== 'empty' || wrapUp !== null) {
    return (
      <Suspense fallback={null}>
        <Conversation call={call} slot={slot} wrapUp={wrapUp} episode={episode} />
      </Suspense>
    )
  }
  if (task !== undefined) {
    return (
      <Suspense fallback={null}>
        <TaskColumn task={task} />
      </Suspense>
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
