import { describe, expect, it } from 'vitest'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { OutboxItem } from '#shared/protocol/desk-port.ts'
import { CustomerId } from '#shared/protocol/ids.ts'
import { InteractionView, TaskView } from '#shared/protocol/view/customer.ts'
import { mergeNotes, mergeOutcome, mergeTasks, previewEdits } from './pending.ts'
import { makePendingCard } from './pending-customer.ts'
import { makeCard } from './testing/make-card.ts'

const interaction = InteractionView.parse({
  interactionId: 'i1',
  channel: 'call',
  direction: 'inbound',
  startedAt: 1000,
  durationMs: 60_000,
  subject: null,
  summary: null,
  agentName: 'Jon Reyes',
  queueName: { en: 'Billing', 'zh-CN': '账务', 'zh-TW': '帳務' },
  result: 'handled',
  disposition: { code: 'resolved', reasonCode: null, recordedAt: 2000, recordedBy: 'Jon Reyes', correctedAt: null },
  notes: [{ noteId: 'n1', text: 'Sent invoice', author: 'Jon Reyes', writtenAt: 1500 }],
  satisfaction: null,
})

let counter = 0
function unsent(body: unknown, state: OutboxItem['state'] = { kind: 'waiting' }): OutboxItem {
  counter += 1
  return OutboxItem.parse({
    commandId: `0193f000-0000-7000-8000-${String(counter).padStart(12, '0')}`,
    n: counter,
    body: body as PaperworkBody,
    writtenAt: 3000 + counter,
    attempts: 0,
    state,
  })
}
const refused = { kind: 'rejected', at: 4000, refusal: { code: 'unknown_code' } } as const

describe('notes with unsent ones', () => {
  it('replace an older revision of the same note and are marked', () => {
    const items = [
      unsent({ type: 'interaction.note', interactionId: 'i1', noteId: 'n1', revision: 2, text: 'Sent it twice' }),
    ]
    expect(mergeNotes(interaction, items)).toMatchObject([
      { noteId: 'n1', text: 'Sent it twice', standing: 'waiting', author: null },
    ])
  })

  it('leave notes of other interactions alone', () => {
    const items = [unsent({ type: 'interaction.note', interactionId: 'i2', noteId: 'n9', revision: 1, text: 'Other' })]
    expect(mergeNotes(interaction, items)).toMatchObject([{ noteId: 'n1', standing: 'sent' }])
  })
})

describe('the outcome that stands', () => {
  it('is the unsent correction, marked as corrected', () => {
    const items = [
      unsent({ type: 'interaction.dispose', interactionId: 'i1', code: 'escalated', reasonCode: 'x', followUp: null }),
    ]
    expect(mergeOutcome(interaction, items)).toMatchObject({ code: 'escalated', standing: 'waiting', corrected: true })
  })

  it("stays central's while a correction was refused", () => {
    const items = [
      unsent(
        { type: 'interaction.dispose', interactionId: 'i1', code: 'gone', reasonCode: null, followUp: null },
        refused,
      ),
    ]
    expect(mergeOutcome(interaction, items)).toMatchObject({ code: 'resolved', standing: 'sent' })
  })

  it('is nothing when nobody recorded one', () => {
    expect(mergeOutcome({ ...interaction, disposition: null }, [])).toBeNull()
  })
})

describe('tasks with unsent work', () => {
  const customerId = CustomerId.parse('c1')
  const task = TaskView.parse({
    taskId: 't1',
    kind: 'callback',
    title: 'Call back',
    dueAt: null,
    status: 'open',
    assigneeId: null,
    customerId: 'c1',
    customerName: null,
    interactionId: null,
    phone: null,
    createdAt: 1,
  })

  it('show a created one before central has it, once', () => {
    const body = {
      type: 'task.create',
      followUp: { taskId: 't2', kind: 'task', title: 'Send quote', dueAt: null },
      customerId: 'c1',
      interactionId: null,
    }
    const rows = mergeTasks(customerId, [task], [unsent(body)])
    expect(rows.map((row) => [row.task.taskId, row.standing])).toEqual([
      ['t1', 'sent'],
      ['t2', 'waiting'],
    ])
    const arrived = { ...task, taskId: rows[1]?.task.taskId ?? task.taskId }
    expect(mergeTasks(customerId, [arrived], [unsent(body)])).toHaveLength(1)
  })

  it('show a completed one as done, and as open again when that was refused', () => {
    const done = { type: 'task.complete', taskId: 't1' }
    expect(mergeTasks(customerId, [task], [unsent(done)])).toMatchObject([
      { task: { status: 'done' }, standing: 'waiting' },
    ])
    expect(mergeTasks(customerId, [task], [unsent(done, refused)])).toMatchObject([
      { task: { status: 'open' }, standing: 'refused' },
    ])
  })
})

describe('a profile with unsent edits', () => {
  const { profile } = makeCard()
  const edit = {
    type: 'customer.update',
    customerId: profile.customerId,
    changes: [
      { field: 'jobTitle', value: 'Director', baseVersion: 0 },
      { field: 'phones', value: [{ number: '010 1', label: 'work', primary: true }], baseVersion: 0 },
    ],
  }

  it('shows them and says so', () => {
    const preview = previewEdits(profile, [unsent(edit)])
    expect(preview).toMatchObject({ edited: true, profile: { jobTitle: 'Director', phones: [{ e164: '010 1' }] } })
  })

  it('does not show refused ones', () => {
    expect(previewEdits(profile, [unsent(edit, refused)])).toEqual({ profile, edited: false })
  })
})

it('a customer created on this desk has a record before central knows them', () => {
  const create = unsent({
    type: 'customer.create',
    customerId: 'c-new',
    kind: 'individual',
    name: '孟凯',
    company: null,
    email: null,
    phones: [{ number: '138 0013 8000', label: 'mobile', primary: true }],
    language: 'zh-CN',
    interactionId: 'i1',
  })
  expect(makePendingCard(CustomerId.parse('c-new'), [create])?.profile).toMatchObject({
    name: '孟凯',
    language: 'zh-CN',
  })
  expect(makePendingCard(CustomerId.parse('c-other'), [create])).toBeNull()
})
