import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { maskCardNumbers } from './mask-card-numbers.ts'

/** Paperwork as it may be stored: no payment card number in what a person wrote. */
export function maskPaperwork(body: PaperworkBody): PaperworkBody {
  switch (body.type) {
    case 'interaction.note':
      return { ...body, text: maskCardNumbers(body.text) }
    case 'customer.update':
      return { ...body, changes: body.changes.map(maskChange) }
    case 'interaction.dispose':
      return { ...body, followUp: body.followUp && maskFollowUp(body.followUp) }
    case 'task.create':
      return { ...body, followUp: maskFollowUp(body.followUp) }
    default:
      return body
  }
}

type Change = Extract<PaperworkBody, { type: 'customer.update' }>['changes'][number]
type FollowUp = Extract<PaperworkBody, { type: 'task.create' }>['followUp']

function maskChange(change: Change): Change {
  return change.field === 'note' && change.value !== null ? { ...change, value: maskCardNumbers(change.value) } : change
}

function maskFollowUp(followUp: FollowUp): FollowUp {
  return { ...followUp, title: maskCardNumbers(followUp.title) }
}
