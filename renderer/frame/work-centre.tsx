import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { makePart } from '#renderer/common/make-part.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useEpisode } from '#renderer/state/use-episode.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import { IdleCentre } from './idle-centre.tsx'

const { Part: CustomerRecord } = makePart(
  async () => (await import('#renderer/customer/customer-record.tsx')).CustomerRecord,
)
const { Part: CallCustomer, fetch: fetchCustomer } = makePart(
  async () => (await import('#renderer/customer/link/call-customer.tsx')).CallCustomer,
)

const PastCall = lazy(async () => ({ default: (await import('#renderer/customer/link/past-call.tsx')).PastCall }))

export { fetchCustomer }

/**
 * The centre of the work page: the customer of the chosen task, the caller of a past call, else of the call, else of the
 * call just finished.
 */
export function WorkCentre() {
  const { task: taskId, call: pastCall } = useSearch({ from: '/work' })
  const task = useConsole((state) => state.projection.tasks.find((one) => one.taskId === taskId))
  const episode = useEpisode()
  const lastWorked = useConsole((state) => state.lastWorked)
  if (task !== undefined) return <QuietCustomer customerId={task.customerId} />
  if (pastCall !== undefined) {
    return (
      <Suspense fallback={null}>
        <PastCall key={pastCall} interactionId={pastCall} />
      </Suspense>
    )
  }
  if (episode !== null) {
    const { interactionId, customerId, picture } = episode
    return (
      <Suspense fallback={null}>
        <CallCustomer key={interactionId} interactionId={interactionId} customerId={customerId} picture={picture} />
      </Suspense>
    )
  }
  return <QuietCustomer customerId={lastWorked?.customerId ?? null} />
}

/** A record outside a call, or why there is none. */
function QuietCustomer({ customerId }: { customerId: CustomerId | null }) {
  if (customerId === null) return <IdleCentre />
  return (
    <Suspense fallback={null}>
      <CustomerRecord key={customerId} customerId={customerId} interactionId={null} matched={null} />
    </Suspense>
  )
}
