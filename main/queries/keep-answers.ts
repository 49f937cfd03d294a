import type { KeptAnswer } from '#main/store/answers.ts'
import { listNumberTerms } from '#main/store/card-terms.ts'
import type { Store } from '#main/store/open-store.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { CustomerId } from '#shared/protocol/ids.ts'
import type { QueryName } from '#shared/protocol/query/query.ts'
import type { CustomerCard, TaskView } from '#shared/protocol/view/customer.ts'
import type { Answered } from '../preview/preview-answer.ts'

/** Writing waits this long, so that a disk never stands between an answer and the screen. */
const LATER_MS = 100
/** What is typed into a search field is not asked again word for word; credentials are never written down. */
const PASSING: readonly QueryName[] = [
  'customer.search',
  'contact.search',
  'caller.match',
  'interaction.search',
  'catalog',
  'phone.credentials',
]

export interface AnswerKeeper {
  keep(answer: KeptAnswer): void
  card(card: CustomerCard, at: number): void
  /** writes what waits; call before closing the store */
  flush(): void
}

/** Fills the customer cache from what passes by: views, rings and tasks. */
export function createAnswerKeeper(store: Store, clock: Clock, guard: (write: () => void) => unknown): AnswerKeeper {
  let waiting: (() => void)[] = []
  let cancel = () => {}

  function later(write: () => void): void {
    if (waiting.length === 0) cancel = clock.schedule(LATER_MS, flush)
    waiting.push(write)
  }

  function flush(): void {
    cancel()
    const writes = waiting
    waiting = []
    if (writes.length === 0) return
    guard(() =>
      store.together(() => {
        for (const write of writes) write()
      }),
    )
  }

  return {
    keep(answer) {
      if (!PASSING.includes(answer.name)) later(() => keepAnswer(store, answer))
    },
    card: (card, at) => later(() => store.cards.put(card, at)),
    flush,
  }
}

function keepAnswer(store: Store, answer: KeptAnswer): void {
  const answered = answer as Answered & KeptAnswer
  if (answered.name === 'customer.card') {
    if (answered.data.card) store.cards.put(answered.data.card, answer.asOf)
    return
  }
  const about = CustomerId.safeParse((answered.params as { customerId?: unknown }).customerId)
  store.answers.keep(answer, about.success ? about.data : null)
  if (!about.success) return
  if (answered.name === 'customer.orders') {
    store.cards.addTerms(
      about.data,
      listNumberTerms(
        'order',
        answered.data.orders.map((order) => order.number),
      ),
    )
  }
  if (answered.name === 'customer.cases') {
    store.cards.addTerms(
      about.data,
      listNumberTerms(
        'case',
        answered.data.cases.map((entry) => entry.number),
      ),
    )
  }
}

/** Customers of tasks are wanted offline too. */
export function listTaskCustomers(tasks: readonly TaskView[]): CustomerId[] {
  return [...new Set(tasks.flatMap((task) => (task.customerId === null ? [] : [task.customerId])))]
}
