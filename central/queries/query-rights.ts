import type { Action } from '#shared/domain/rights.ts'
import type { QueryName } from '#shared/protocol/query/query.ts'

/** What each query needs. `work.list` and `calls.recent` show the asker's own, whoever asks. */
export const queryRights: Record<QueryName, Action> = {
  'customer.search': 'customer.read',
  'customer.card': 'customer.read',
  'customer.timeline': 'customer.read',
  'customer.orders': 'customer.read',
  'customer.cases': 'customer.read',
  'customer.opportunities': 'customer.read',
  'customer.tasks': 'customer.read',
  'customer.files': 'customer.read',
  'caller.match': 'customer.read',
  'interaction.get': 'interaction.read',
  'interaction.search': 'interaction.read',
  'recording.get': 'recording.play',
  'work.list': 'interaction.read',
  'calls.recent': 'interaction.read',
  'transfer.directory': 'live.command',
  'contact.search': 'customer.read',
  'favourites.list': 'live.command',
  'dialling.check': 'live.command',
  'floor.live': 'agent.read',
  'phone.credentials': 'live.command',
  catalog: 'queue.read',
}
