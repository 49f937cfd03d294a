import { readCatalog } from '#central/catalog/read-catalog.ts'
import type { QueryName } from '#shared/protocol/query/query.ts'
import type { Answer } from './asker.ts'
import { findContacts } from './find-contacts.ts'
import { findCustomers } from './find-customers.ts'
import { findInteractions } from './find-interactions.ts'
import { listCases } from './list-cases.ts'
import { listCustomerTasks } from './list-customer-tasks.ts'
import { listDirectory } from './list-directory.ts'
import { listFavourites } from './list-favourites.ts'
import { listFiles } from './list-files.ts'
import { listOpportunities } from './list-opportunities.ts'
import { listOrders } from './list-orders.ts'
import { listRecentCalls } from './list-recent-calls.ts'
import { listTimeline } from './list-timeline.ts'
import { listWork } from './list-work.ts'
import { matchCaller } from './match-caller.ts'
import { readCard } from './read-card.ts'
import { readInteraction } from './read-interaction.ts'
import { readLiveFloor } from './read-live-floor.ts'
import { readRecording } from './read-recording.ts'

/** Every query of the protocol and what answers it. */
export const answers: { [N in QueryName]: Answer<N> } = {
  'customer.search': findCustomers,
  'customer.card': readCard,
  'customer.timeline': listTimeline,
  'customer.orders': listOrders,
  'customer.cases': listCases,
  'customer.opportunities': listOpportunities,
  'customer.tasks': listCustomerTasks,
  'customer.files': listFiles,
  'caller.match': matchCaller,
  'interaction.get': readInteraction,
  'interaction.search': findInteractions,
  'recording.get': readRecording,
  'work.list': listWork,
  'calls.recent': listRecentCalls,
  'transfer.directory': listDirectory,
  'contact.search': findContacts,
  'favourites.list': listFavourites,
  // flows/dial-out/check-dialling.ts answers where there are lines
  'dialling.check': async () => ({ choices: [], called: null }),
  'floor.live': readLiveFloor,
  // the lines', not the database's: flows/issue-phone.ts answers where there are lines
  'phone.credentials': async () => ({ kind: 'none' }),
  catalog: ({ db }) => readCatalog(db),
}
