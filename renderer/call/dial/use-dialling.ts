import { useConsole, useConsoleTools } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { useLive } from '#renderer/state/use-live.ts'
import { type CustomerId, DialId, type QueueId } from '#shared/protocol/ids.ts'
import type { DiallingChoice } from '#shared/protocol/view/dialling.ts'

/** Whom to call: `number` as a person writes it; the rest as in `call.dial`. */
export type DialWish = {
  number: string
  customerId?: CustomerId | null
  queueId?: QueueId | null
  from?: string | null
}

const NOWHERE: readonly DiallingChoice[] = []

/**
 * Calling somebody. `choices`: for which queues, with the numbers that may be shown; none while this agent has
 * something in hand, serves no queue with a number, or the line or central cannot.
 */
export function useDialling(): { choices: readonly DiallingChoice[]; busy: boolean; dial: (wish: DialWish) => void } {
  const { newId } = useConsoleTools()
  const { send, busy, confirmed } = useLive()
  const state = useConsole(({ projection }) => projection.state.kind)
  const may = confirmed && (state === 'available' || state === 'not_ready')
  const query = useDeskQuery(
    'dialling.check',
    { number: null, queueId: null, customerId: null, callId: null },
    { enabled: may },
  )
  return {
    choices: (may ? query.data?.data.choices : undefined) ?? NOWHERE,
    busy,
    dial: ({ number, customerId = null, queueId = null, from = null }) =>
      send({ type: 'call.dial', dialId: DialId.parse(newId()), number, queueId, from, customerId }),
  }
}
