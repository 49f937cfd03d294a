import { buildCard } from '#central/customers/build-card.ts'
import { updateFields } from '#central/customers/write-customer.ts'
import type { Executor } from '#central/db/executor.ts'
import type { FieldChange } from '#shared/protocol/command/paperwork.ts'
import type { CustomerId, UserId } from '#shared/protocol/ids.ts'
import { NOW } from './customers.ts'

let made = 0
const newId = () => `id-${++made}`

/** Somebody changes fields of the customer `maya`. */
export function editMaya(db: Executor, user: string, changes: FieldChange[], at = NOW) {
  const customerId = 'maya' as CustomerId
  return updateFields(db, {
    customerId,
    changes,
    userId: user as UserId,
    commandId: null,
    now: at,
    region: 'CN',
    newId,
  })
}

export const readMaya = async (db: Executor) => (await buildCard(db, 'maya' as CustomerId, NOW))?.profile
