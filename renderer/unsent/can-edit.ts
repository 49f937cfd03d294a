import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'

type Editable = Extract<
  PaperworkBody,
  { type: 'interaction.note' | 'interaction.dispose' | 'customer.create' | 'task.create' }
>

/** Whether an agent can change what it says. The others are plain acts: they are sent again or discarded. */
export function canEdit(body: PaperworkBody): body is Editable {
  return ['interaction.note', 'interaction.dispose', 'customer.create', 'task.create'].includes(body.type)
}
