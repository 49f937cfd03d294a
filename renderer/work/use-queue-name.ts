import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import type { QueueId } from '#shared/protocol/ids.ts'

/** In the language of the screen; null until the catalog is there. */
export function useQueueName(queueId: QueueId): string | null {
  const label = useLabel()
  const queue = useConsole((state) => state.catalog?.queues.find((one) => one.queueId === queueId))
  return queue === undefined ? null : label(queue.name)
}
