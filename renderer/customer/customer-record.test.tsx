import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'
import { CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import type { CustomerCard } from '#shared/protocol/view/customer.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { CustomerRecord } from './customer-record.tsx'
import { giveElementsHeight } from './testing/give-height.ts'
import { makeCard } from './testing/make-card.ts'
import { makeSnapshot, testNow } from './testing/make-snapshot.ts'
import { renderConsole } from './testing/render-console.tsx'

const maya = CustomerId.parse('customer-maya')
const hour = 3_600_000

const interaction = {
  interactionId: InteractionId.parse('i1'),
  channel: 'call',
  direction: 'inbound',
  startedAt: testNow - hour,
  durationMs: 372_000,
  subject: 'Invoice question',
  summary: 'Explained the surcharge.',
  agentName: 'Jon Reyes',
  queueName: { en: 'Billing', 'zh-CN': '账务', 'zh-TW': '帳務' },
  result: 'handled',
  disposition: {
    code: 'resolved',
    reasonCode: null,
    recordedAt: testNow - hour,
    recordedBy: 'Jon Reyes',
    correctedAt: null,
  },
  notes: [],
  satisfaction: null,
} satisfies CustomerCard['recentInteractions'][number]

const order = {
  orderId: 'o1',
  number: '70512',
  placedAt: testNow - 96 * hour,
  status: 'delayed',
  total: { minor: 391_000, currency: 'EUR' },
  items: [{ name: 'Pallet scanner', quantity: 2, price: { minor: 195_500, currency: 'EUR' } }],
  shipment: [{ at: testNow - 48 * hour, status: 'carrier_exception', place: 'Regional hub' }],
}

const card = makeCard(
  {},
  {
    recentInteractions: [interaction],
    recentOrders: [order as CustomerCard['recentOrders'][number]],
    attention: [{ kind: 'order_delayed', reference: '70512', byDays: 2 }],
  },
)
const task = {
  taskId: 't1',
  kind: 'callback',
  title: 'Call back about the invoice',
  dueAt: testNow - hour,
  status: 'open',
  assigneeId: null,
  customerId: maya,
  customerName: null,
  interactionId: null,
  phone: null,
  createdAt: testNow - 2 * hour,
}

function makeDesk(changes: Parameters<typeof makeSnapshot>[0] = {}, more: Record<string, () => unknown> = {}) {
  return makeFakeDesk({
    snapshot: makeSnapshot(changes),
    now: () => testNow,
    answers: {
      'customer.card': () => ({ card }),
      'customer.timeline': () => ({ interactions: [interaction], more: false }),
      'customer.orders': () => ({ orders: [order], more: false }),
      'customer.tasks': () => ({ tasks: [task] }),
      'work.list': () => ({ tasks: [], conflicts: [] }),
      'interaction.get': () => ({
        interaction,
        customerId: maya,
        earlierDispositions: [{ ...interaction.disposition, code: 'escalated', correctedAt: testNow }],
      }),
      ...more,
    },
  })
}
const record = <CustomerRecord customerId={maya} interactionId={interaction.interactionId} matched="exact_number" />
const paperwork = (desk: ReturnType<typeof makeDesk>) =>
  desk.sent.flatMap((command) => (command.kind === 'paperwork' ? command.bodies : []))

beforeAll(giveElementsHeight)

describe('a customer record', () => {
  it('shows who it is, the facts, what needs attention and the latest contacts', async () => {
    await renderConsole(makeDesk(), record)
    expect(await screen.findByRole('heading', { level: 1, name: 'Maya Okafor' })).toBeTruthy()
    expect(screen.getByText('Northwind Logistics · Operations manager')).toBeTruthy()
    expect(screen.getByText('€62,480')).toBeTruthy()
    // the story follows the head of the record
    expect(await screen.findByText('Delivery delayed 2 days')).toBeTruthy()
    expect(screen.getByText('Inbound call · Invoice question')).toBeTruthy()
    expect(screen.getByText('Jon Reyes · 6 min, 12 sec · Billing')).toBeTruthy()
  })

  it('speaks Chinese', async () => {
    await renderConsole(makeDesk(), record, 'zh-CN')
    expect(await screen.findByText('呼入电话 · Invoice question')).toBeTruthy()
    expect(screen.getByRole('tab', { name: /时间线/ })).toBeTruthy()
    expect(screen.getByText(/账务/)).toBeTruthy()
  })

  it('says so when the answer came from the desk itself', async () => {
    const desk = makeDesk()
    const ask = desk.query.bind(desk)
    desk.query = async (name, params) => ({ ...(await ask(name, params)), source: 'desk' }) as never
    await renderConsole(desk, record)
    expect(await screen.findByText(/From this desk, as of/)).toBeTruthy()
  })

  it('opens an order with its shipment beside the record and gives the focus back', async () => {
    await renderConsole(makeDesk(), record)
    const open = await screen.findByRole('button', { name: 'Open order 70512' })
    await userEvent.click(open)
    const panel = await screen.findByRole('dialog', { name: 'Order 70512' })
    expect(within(panel).getByText('Carrier exception')).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(open)
  })

  it('sends only the changed field, with the version it was read at', async () => {
    const desk = makeDesk()
    await renderConsole(desk, record)
    await userEvent.click(await screen.findByRole('button', { name: 'Edit customer' }))
    const title = await screen.findByRole('textbox', { name: 'Job title' })
    await userEvent.clear(title)
    await userEvent.click(title)
    await userEvent.paste('Director')
    await userEvent.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() =>
      expect(paperwork(desk)).toEqual([
        {
          type: 'customer.update',
          customerId: maya,
          changes: [{ field: 'jobTitle', value: 'Director', baseVersion: 0 }],
        },
      ]),
    )
  })

  it('refuses a mail address that is none, and sends nothing', async () => {
    const desk = makeDesk()
    await renderConsole(desk, record)
    await userEvent.click(await screen.findByRole('button', { name: 'Edit customer' }))
    await userEvent.click(await screen.findByRole('textbox', { name: 'Email' }))
    await userEvent.paste(' nobody')
    await userEvent.click(screen.getByRole('button', { name: 'Save changes' }))
    expect(await screen.findByText('This is not an email address.')).toBeTruthy()
    expect(paperwork(desk)).toEqual([])
  })

  it('a message waits since it was left, and is never overdue', async () => {
    const message = { ...task, taskId: 't2', kind: 'voicemail', title: '' }
    await renderConsole(makeDesk({}, { 'customer.tasks': () => ({ tasks: [message] }) }), record)
    await screen.findByRole('button', { name: /Edit/ })
    await userEvent.keyboard('{Alt>}6{/Alt}')
    expect((await screen.findByText(/^Left/)).textContent).toBe('Left 2 hr. ago')
    expect(screen.queryByText('Overdue')).toBeNull()
  })

  it('completes a task and creates one', async () => {
    const desk = makeDesk()
    await renderConsole(desk, record)
    // keys and header actions come with the frame after the record's
    await screen.findByRole('button', { name: /Edit/ })
    await userEvent.keyboard('{Alt>}6{/Alt}')
    await userEvent.click(await screen.findByRole('button', { name: /Mark “Call back about the invoice” as done/ }))
    expect(screen.getByText('Overdue')).toBeTruthy()
    await userEvent.click(screen.getByRole('tabpanel').querySelector('button') as HTMLElement)
    await userEvent.type(await screen.findByRole('textbox', { name: /What is to be done/ }), 'Send quote')
    await userEvent.click(screen.getByRole('button', { name: 'Create task' }))
    await waitFor(() =>
      expect(paperwork(desk)).toMatchObject([
        { type: 'task.complete', taskId: 't1' },
        { type: 'task.create', customerId: maya, interactionId: 'i1', followUp: { kind: 'task', title: 'Send quote' } },
      ]),
    )
  })

  it('corrects an outcome, needs its reason, and shows the earlier ones', async () => {
    const desk = makeDesk()
    await renderConsole(desk, record)
    await userEvent.click(await screen.findByRole('tab', { name: /Timeline/ }))
    await userEvent.click(await screen.findByRole('button', { name: 'Correct outcome' }))
    const panel = await screen.findByRole('dialog', { name: 'Correct the outcome' })
    expect(await within(panel).findByText(/Jon Reyes, Today/)).toBeTruthy()
    await userEvent.click(within(panel).getByRole('radio', { name: 'Escalated' }))
    await userEvent.click(within(panel).getByRole('button', { name: 'Save correction' }))
    expect(await within(panel).findByText('Choose a reason.')).toBeTruthy()
    await userEvent.click(within(panel).getByRole('combobox', { name: 'Reason' }))
    await userEvent.click(await screen.findByRole('option', { name: 'Billing › Surcharge dispute' }))
    await userEvent.click(within(panel).getByRole('button', { name: 'Save correction' }))
    await waitFor(() =>
      expect(paperwork(desk)).toEqual([
        {
          type: 'interaction.dispose',
          interactionId: 'i1',
          code: 'escalated',
          reasonCode: 'billing.surcharge',
          followUp: null,
        },
      ]),
    )
  })

  it('marks a note that has not been sent', async () => {
    const pending = [
      {
        commandId: '0193f000-0000-7000-8000-000000000001',
        n: 1,
        body: { type: 'interaction.note', interactionId: 'i1', noteId: 'n1', revision: 1, text: 'Flat rate agreed' },
        writtenAt: testNow,
        attempts: 0,
        state: { kind: 'waiting' },
      },
    ]
    await renderConsole(makeDesk({ pending }), record)
    await userEvent.click(await screen.findByRole('tab', { name: /Timeline/ }))
    expect(await screen.findByText('Flat rate agreed')).toBeTruthy()
    expect(screen.getByText('Not yet sent')).toBeTruthy()
  })

  it('shows both values of a conflict until the agent has seen it', async () => {
    const conflict = {
      conflictId: 'f1',
      customerId: maya,
      customerName: 'Maya Okafor',
      field: 'jobTitle',
      kept: { value: 'Director', by: 'Ava', at: testNow },
      replaced: { value: 'Manager', by: 'Sofia', at: testNow },
    }
    const desk = makeDesk({}, { 'work.list': () => ({ tasks: [], conflicts: [conflict] }) })
    await renderConsole(desk, record)
    expect(await screen.findByText('Job title was changed by two people')).toBeTruthy()
    expect(screen.getByText('Director')).toBeTruthy()
    expect(screen.getByText('Manager')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Seen' }))
    expect(paperwork(desk)).toEqual([{ type: 'conflict.acknowledge', conflictId: 'f1' }])
  })

  it('offers to try again when the record cannot be had', async () => {
    const desk = makeDesk()
    const ask = desk.query.bind(desk)
    let away = true
    desk.query = async (name, params) =>
      away && name === 'customer.card' ? { ok: false, refusal: { code: 'central_unavailable' } } : ask(name, params)
    await renderConsole(desk, record)
    await screen.findByText('central_unavailable')
    away = false
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Maya Okafor' })).toBeTruthy()
  })
})
