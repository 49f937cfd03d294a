import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import { applyAcknowledge } from './apply-acknowledge.ts'
import { applyCustomerCreate, applyCustomerUpdate } from './apply-customer.ts'
import { applyDisposition } from './apply-disposition.ts'
import { applyFavourite } from './apply-favourite.ts'
import { applyFinish } from './apply-finish.ts'
import { applyLink } from './apply-link.ts'
import { applyNote } from './apply-note.ts'
import { applyTaskComplete, applyTaskCreate } from './apply-task.ts'
import { type Batch, flushBatch, type Verdict } from './batch.ts'
import { guardCommand } from './guard-command.ts'

/**
 * Every kind of paperwork. Notes, outcomes and tasks are checked against what was read and only collected; what
 * others' rules decide (customers, wrap-ups) sees the collected rows written first and runs guarded.
 */
export async function applyCommand(batch: Batch, command: Paperwork): Promise<Verdict> {
  const { body } = command
  const guard = async (work: (guarded: Batch) => Promise<Verdict>) => {
    await flushBatch(batch)
    return guardCommand(batch.flow, (flow) => work({ ...batch, flow }))
  }
  switch (body.type) {
    case 'interaction.note':
      return applyNote(batch, command, body)
    case 'interaction.dispose':
      return applyDisposition(batch, command, body)
    case 'interaction.link':
      return applyLink(batch, command, body)
    case 'task.create':
      return applyTaskCreate(batch, body)
    case 'task.complete':
      return applyTaskComplete(batch, body)
    case 'conflict.acknowledge':
      return applyAcknowledge(batch, body)
    case 'favourite.set':
      return applyFavourite(batch, body)
    case 'wrap-up.finish':
      return guard((guarded) => applyFinish(guarded, command, body))
    case 'customer.create':
      return guard((guarded) => applyCustomerCreate(guarded, command, body))
    case 'customer.update':
      return guard((guarded) => applyCustomerUpdate(guarded, command, body))
  }
}
