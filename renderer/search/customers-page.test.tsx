import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { giveElementsHeight } from '#renderer/customer/testing/give-height.ts'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
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
})
