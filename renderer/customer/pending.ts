import { previewProfile } from '#shared/domain/desk/customer-preview.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { OutboxItem } from '#shared/protocol/desk-port.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { CustomerProfile, InteractionView, TaskView } from '#shared/protocol/view/customer.ts'

/** Where a piece of paperwork stands: at central, waiting on this desk, or refused by central. */
export type Standing = 'sent' | 'waiting' | 'refused'

type BodyOf<T extends PaperworkBody['type']> = Extract<PaperworkBody, { type: T }>
type Pending<T extends PaperworkBody['type']> = { body: BodyOf<T>; writtenAt: number; standing: Standing }

/** Unsent commands of one type, oldest first. */
export function pendingOf<T extends PaperworkBody['type']>(items: readonly OutboxItem[], type: T): Pending<T>[] {
  const found: Pending<T>[] = []
  for (const item of items) {
    if (!isOfType(item.body, type)) continue
    found.push({
      body: item.body,
      writtenAt: item.writtenAt,
      standing: item.state.kind === 'rejected' ? 'refused' : 'waiting',
    })
  }
  return found
}

function isOfType<T extends PaperworkBody['type']>(body: PaperworkBody, type: T): body is BodyOf<T> {
  return body.type === type
}

export type NoteRow = {
  noteId: string
  text: string
  /** null: this agent, not yet sent */
  author: string | null
  writtenAt: number
  standing: Standing
}

export type OutcomeRow = {
  code: string
  reasonCode: string | null
  by: string | null
  recordedAt: number
  corrected: boolean
  standing: Standing
}

/** Notes of an interaction as central has them, with this desk's unsent ones on top of them. */
export function mergeNotes(interaction: InteractionView, items: readonly OutboxItem[]): NoteRow[] {
  const rows = new Map<string, NoteRow>()
  for (const note of interaction.notes) rows.set(note.noteId, { ...note, standing: 'sent' })
  for (const { body, writtenAt, standing } of pendingOf(items, 'interaction.note')) {
    if (body.interactionId !== interaction.interactionId) continue
    rows.set(body.noteId, { noteId: body.noteId, text: body.text, author: null, writtenAt, standing })
  }
  return [...rows.values()].filter((row) => row.text.trim() !== '').sort((a, b) => a.writtenAt - b.writtenAt)
}

/** The outcome that stands: the newest unsent one, else central's. A refused one never replaces central's. */
export function mergeOutcome(interaction: InteractionView, items: readonly OutboxItem[]): OutcomeRow | null {
  const unsent = pendingOf(items, 'interaction.dispose').filter(
    (one) => one.body.interactionId === interaction.interactionId,
  )
  const stored = interaction.disposition
  const latest = unsent.findLast((one) => one.standing === 'waiting') ?? (stored ? undefined : unsent.at(-1))
  if (latest) {
    return {
      code: latest.body.code,
      reasonCode: latest.body.reasonCode,
      by: null,
      recordedAt: latest.writtenAt,
      corrected: stored !== null,
      standing: latest.standing,
    }
  }
  if (!stored) return null
  return {
    code: stored.code,
    reasonCode: stored.reasonCode,
    by: stored.recordedBy,
    recordedAt: stored.recordedAt,
    corrected: stored.correctedAt !== null,
    standing: 'sent',
  }
}

export type TaskRow = { task: TaskView; standing: Standing }

/** Central's tasks of one customer, with the ones created or completed on this desk and not yet sent. */
export function mergeTasks(
  customerId: CustomerId,
  tasks: readonly TaskView[],
  items: readonly OutboxItem[],
): TaskRow[] {
  const known = new Set(tasks.map((task) => task.taskId))
  const completed = new Map(pendingOf(items, 'task.complete').map((one) => [one.body.taskId, one.standing]))
  const rows: TaskRow[] = tasks.map((task) => ({ task, standing: 'sent' }))
  for (const { body, writtenAt, standing } of pendingOf(items, 'task.create')) {
    if (body.customerId !== customerId || known.has(body.followUp.taskId)) continue
    rows.push({ task: makePendingTask(body, writtenAt), standing })
  }
  return rows.map((row) => {
    const standing = completed.get(row.task.taskId)
    if (standing === undefined || row.task.status !== 'open') return row
    return standing === 'refused' ? { ...row, standing } : { task: { ...row.task, status: 'done' }, standing }
  })
}

function makePendingTask(body: BodyOf<'task.create'>, writtenAt: number): TaskView {
  return {
    ...body.followUp,
    status: 'open',
    assigneeId: null,
    customerId: body.customerId,
    customerName: null,
    interactionId: body.interactionId,
    phone: null,
    recordingId: null,
    createdAt: writtenAt,
  }
}

/** The profile as it will be once this desk's waiting edits arrive. `edited`: at least one is on its way. */
export function previewEdits(
  profile: CustomerProfile,
  items: readonly OutboxItem[],
): { profile: CustomerProfile; edited: boolean } {
  const edits = pendingOf(items, 'customer.update').filter(
    (one) => one.standing === 'waiting' && one.body.customerId === profile.customerId,
  )
  const changes = edits.flatMap(({ body }) => body.changes)
  return { profile: previewProfile(profile, changes, (typed) => typed), edited: edits.length > 0 }
}
