import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'
import { giveElementsHeight } from '#renderer/customer/testing/give-height.ts'
import { makeCard } from '#renderer/customer/testing/make-card.ts'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import { InteractionId } from '#shared/protocol/ids.ts'
import { RingPicture } from '#shared/protocol/view/ring.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { CallCustomer } from './call-customer.tsx'

const interactionId = InteractionId.parse('i1')
const person = (customerId: string, name: string) => ({
  customerId,
  kind: 'individual',
  name,
  company: null,
  jobTitle: null,
  tier: 'standard',
  city: null,
  phone: null,
  lastContactAt: null,
})
const picture = (match: unknown, callerNumber: string | null = '+8613800138000') =>
  RingPicture.parse({
    ...{ callerNumber, dialledNumber: '+8610', match, scriptId: null, lastAgentName: null, callsToday: 1 },
    ...{ fromAgentName: null, notes: [] },
  })
const makeDesk = (pending: unknown[] = []) =>
  makeFakeDesk({
    snapshot: makeSnapshot({ pending }),
    now: () => testNow,
    answers: {
      'customer.card': () => ({ card: makeCard() }),
      'work.list': () => ({ tasks: [], conflicts: [] }),
      'customer.search': () => ({ hits: [{ customer: person('c9', 'Kofi Mensah'), matched: 'name' }] }),
    },
  })
const paperwork = (desk: ReturnType<typeof makeDesk>) =>
  desk.sent.flatMap((command) => (command.kind === 'paperwork' ? command.bodies : []))

beforeAll(giveElementsHeight)

describe('a call whose customer is not certain', () => {
  it('lists people who share the number; the digit links the call', async () => {
    const desk = makeDesk()
    const shared = picture({
      kind: 'candidates',
      shared: true,
      candidates: [
        { reason: 'exact_number', customer: person('c1', '陈雨桐') },
        { reason: 'exact_number', customer: person('c2', '陈宇彤') },
      ],
    })
    await renderConsole(desk, <CallCustomer interactionId={interactionId} customerId={null} picture={shared} />)
    expect(await screen.findByRole('heading', { name: 'Same number, several people' })).toBeTruthy()
    screen.getByRole('button', { name: /陈雨桐/ }).focus()
    await userEvent.keyboard('2')
    expect(paperwork(desk)).toEqual([{ type: 'interaction.link', interactionId, customerId: 'c2' }])
  })

  it('says that a matching ending is only a hint', async () => {
    const hint = picture({
      kind: 'candidates',
      shared: false,
      candidates: [{ reason: 'last9', customer: person('c1', '陈雨桐') }],
    })
    await renderConsole(makeDesk(), <CallCustomer interactionId={interactionId} customerId={null} picture={hint} />)
    expect(await screen.findByText('The last 9 digits agree')).toBeTruthy()
    expect(screen.getByText('Only the ending agrees. Ask before you choose.')).toBeTruthy()
  })

  it('creates a customer with the calling number, linked to the call', async () => {
    const desk = makeDesk()
    const unknown = picture({ kind: 'unknown' })
    await renderConsole(desk, <CallCustomer interactionId={interactionId} customerId={null} picture={unknown} />)
    await userEvent.click(await screen.findByRole('button', { name: 'Create customer' }))
    const form = await screen.findByRole('dialog', { name: 'New customer' })
    await userEvent.click(within(form).getByRole('button', { name: 'Create customer' }))
    expect(await within(form).findByText('This field is needed.')).toBeTruthy()
    await userEvent.type(within(form).getByRole('textbox', { name: 'Name' }), '孟凯')
    await userEvent.click(within(form).getByRole('button', { name: 'Create customer' }))
    await waitFor(() =>
      expect(paperwork(desk)).toMatchObject([
        {
          type: 'customer.create',
          name: '孟凯',
          interactionId,
          phones: [{ number: '+8613800138000', label: 'mobile', primary: true }],
        },
      ]),
    )
  })

  it('finds a customer by typing and links the call', async () => {
    const desk = makeDesk()
    const withheld = picture({ kind: 'withheld' }, null)
    await renderConsole(desk, <CallCustomer interactionId={interactionId} customerId={null} picture={withheld} />)
    await userEvent.click(await screen.findByRole('button', { name: 'Find customer' }))
    await userEvent.type(await screen.findByRole('searchbox'), 'kofi')
    await screen.findByText('1 customer found')
    await userEvent.keyboard('{Enter}')
    await waitFor(() =>
      expect(paperwork(desk)).toEqual([{ type: 'interaction.link', interactionId, customerId: 'c9' }]),
    )
  })

  it('shows the chosen customer at once, before central knows', async () => {
    const link = {
      commandId: '0193f000-0000-7000-8000-000000000001',
      n: 1,
      body: { type: 'interaction.link', interactionId: 'i1', customerId: 'customer-maya' },
      writtenAt: testNow,
      attempts: 0,
      state: { kind: 'waiting' },
    }
    const unknown = picture({ kind: 'unknown' })
    await renderConsole(
      makeDesk([link]),
      <CallCustomer interactionId={interactionId} customerId={null} picture={unknown} />,
    )
    expect(await screen.findByRole('heading', { level: 1, name: 'Maya Okafor' })).toBeTruthy()
  })
})
