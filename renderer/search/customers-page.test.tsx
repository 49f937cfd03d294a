import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { giveElementsHeight } from '#renderer/customer/testing/give-height.ts'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import { maskCardNumbers } from '#shared/domain/cards/mask-card-numbers.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { CustomersPage } from './customers-page.tsx'

const hits = Array.from({ length: 40 }, (_, index) => ({
  customer: {
    customerId: `c${index}`,
    kind: 'individual',
    name: `Customer ${index}`,
    company: null,
    jobTitle: null,
    tier: 'standard',
    city: null,
    phone: null,
    lastContactAt: null,
  },
  matched: index === 0 ? 'pinyin' : 'name',
}))
const makeDesk = (found: unknown[] = hits) =>
  makeFakeDesk({
    snapshot: makeSnapshot(),
    now: () => testNow,
    answers: { 'customer.search': () => ({ hits: found }) },
  })

/** No card's, but its first 13 digits are. */
const passing = '4222222222222346'

beforeAll(giveElementsHeight)

describe('the customers page', () => {
  it('finds as one types, says what matched, and opens with the keyboard alone', async () => {
    const onOpen = vi.fn()
    await renderConsole(makeDesk(), <CustomersPage customerId={null} onOpen={onOpen} />)
    await userEvent.type(screen.getByRole('searchbox'), 'cyt')
    expect(await screen.findByText('40 customers found')).toBeTruthy()
    expect(screen.getByRole('row', { name: /Customer 0.*Pinyin/ })).toBeTruthy()
    await userEvent.keyboard('{ArrowDown}')
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('2')
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('4'))
    await userEvent.keyboard('{Enter}')
    expect(onOpen).toHaveBeenCalledWith('c2')
  })

  it('gives the focus to the search field when it opens and when a record is closed', async () => {
    function Page() {
      const [customerId, setCustomerId] = useState<CustomerId | null>(null)
      return <CustomersPage customerId={customerId} onOpen={setCustomerId} />
    }
    await renderConsole(makeDesk(), <Page />)
    await userEvent.keyboard('may')
    const field = screen.getByRole<HTMLInputElement>('searchbox')
    expect(field.value).toBe('may')
    await screen.findByText('40 customers found')
    await userEvent.keyboard('{Enter}')
    await userEvent.click(await screen.findByRole('button', { name: 'Close record' }))
    await waitFor(() => expect(document.activeElement).toBe(field))
  })

  it('says of a list that was cut how many it shows, not that so many were found', async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      ...hits[0],
      customer: { ...hits[0]?.customer, customerId: `m${index}` },
    }))
    await renderConsole(makeDesk(many), <CustomersPage customerId={null} onOpen={() => {}} />)
    await userEvent.keyboard('c')
    expect((await screen.findByText(/The first 50 customers/)).textContent).not.toContain('found')
  })

  it('draws only the rows in view', async () => {
    await renderConsole(makeDesk(), <CustomersPage customerId={null} onOpen={() => {}} />)
    await userEvent.type(screen.getByRole('searchbox'), 'c')
    await screen.findByText('40 customers found')
    expect(screen.getAllByRole('row').length).toBeLessThan(40)
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('41')
  })

  it('says that nobody matches, and clears with Escape', async () => {
    await renderConsole(makeDesk([]), <CustomersPage customerId={null} onOpen={() => {}} />)
    await userEvent.type(screen.getByRole('searchbox'), 'zz')
    expect(await screen.findByText('Nobody matches “zz”.')).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    expect((screen.getByRole('searchbox') as HTMLInputElement).value).toBe('')
  })

  it('leaves a long number alone that passes through a card number while it is typed', async () => {
    const desk = makeDesk()
    await renderConsole(desk, <CustomersPage customerId={null} onOpen={() => {}} />)
    const field = screen.getByRole<HTMLInputElement>('searchbox')
    expect(maskCardNumbers(passing.slice(0, 13))).not.toBe(passing.slice(0, 13))
    await userEvent.type(field, passing)
    expect(field.value).toBe(passing)
    await userEvent.tab()
    expect(field.value).toBe(passing)
  })

  it('masks a card number as one types on or leaves, the cursor where it was, and never asks for it', async () => {
    const desk = makeDesk()
    const asked = vi.spyOn(desk, 'query')
    await renderConsole(desk, <CustomersPage customerId={null} onOpen={() => {}} />)
    const field = screen.getByRole<HTMLInputElement>('searchbox')
    await userEvent.click(field)
    await userEvent.paste('4111111111111111')
    await screen.findByText('40 customers found')
    await userEvent.tab()
    expect(field.value).toBe('••••••••••••1111')
    await userEvent.clear(field)
    await userEvent.paste('Li 4111111111111111')
    field.setSelectionRange(1, 1)
    await userEvent.keyboard('x')
    expect(field.value).toBe('Lxi ••••••••••••1111')
    expect(field.selectionStart).toBe(2)
    expect(asked).toHaveBeenCalled()
    expect(JSON.stringify(asked.mock.calls)).not.toContain('411111')
  })
})
