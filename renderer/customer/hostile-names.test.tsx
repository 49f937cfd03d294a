import { screen } from '@testing-library/react'
import { beforeAll, expect, it } from 'vitest'
import { CustomerId } from '#shared/protocol/ids.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { CustomerRecord } from './customer-record.tsx'
import { giveElementsHeight } from './testing/give-height.ts'
import { makeCard } from './testing/make-card.ts'
import { makeSnapshot, testNow } from './testing/make-snapshot.ts'
import { renderConsole } from './testing/render-console.tsx'

beforeAll(giveElementsHeight)

async function showNamed(name: string): Promise<void> {
  const desk = makeFakeDesk({
    snapshot: makeSnapshot(),
    now: () => testNow,
    answers: {
      'customer.card': () => ({ card: makeCard({ name, company: name, note: name, tags: [name] }) }),
      'customer.timeline': () => ({ interactions: [], more: false }),
      'customer.orders': () => ({ orders: [], more: false }),
      'customer.tasks': () => ({ tasks: [] }),
      'work.list': () => ({ tasks: [], conflicts: [] }),
    },
  })
  const customerId = CustomerId.parse('customer-maya')
  await renderConsole(desk, <CustomerRecord customerId={customerId} interactionId={null} matched={null} />)
  await screen.findByRole('heading', { level: 1 })
}

const markup = [
  '<img src=x onerror="window.hit=1">',
  '<script>window.hit=1</script>',
  '"><svg onload=window.hit=1>',
  'javascript:window.hit=1',
  '{{constructor.constructor("window.hit=1")()}}',
]

it.each(markup)('[BAD-33] %s in a name, a company, a note and a tag is text', async (name) => {
  await showNamed(name)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toContain(name)
  expect(document.body.querySelectorAll('img, script, svg[onload], [onerror], a[href^="javascript:"]')).toHaveLength(0)
  expect('hit' in window).toBe(false)
})
