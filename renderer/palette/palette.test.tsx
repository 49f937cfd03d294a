import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import type { Locale } from '#shared/protocol/scalars.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { Palette } from './palette.tsx'

const person = {
  customerId: 'c1',
  kind: 'individual',
  name: '陈雨桐',
  company: '北风物流',
  jobTitle: null,
  tier: 'gold',
  city: null,
  phone: null,
  lastContactAt: null,
}

const others = (['company', 'household'] as const).map((kind) => ({
  customer: { ...person, customerId: kind, kind, name: `One ${kind}` },
  matched: 'name',
}))
const contacts = (['call', 'email', 'chat', 'sms', 'visit', 'order'] as const).map((channel) => ({
  interaction: {
    interactionId: channel,
    channel,
    direction: 'inbound',
    startedAt: testNow,
    durationMs: null,
    subject: `About ${channel}`,
    summary: null,
    agentName: null,
    queueName: null,
    result: 'handled',
    disposition: null,
    notes: [],
    satisfaction: null,
  },
  customerId: 'c1',
  customerName: '陈雨桐',
  number: null,
}))

async function open(language: Locale, labels: [string, string]) {
  const desk = makeFakeDesk({
    snapshot: makeSnapshot(),
    now: () => testNow,
    answers: {
      'customer.search': () => ({ hits: [{ customer: person, matched: 'pinyin' }, ...others] }),
      'interaction.search': () => ({ interactions: contacts }),
    },
  })
  const spies = { answer: vi.fn(), end: vi.fn(), onOpenCustomer: vi.fn(), onOpenArticle: vi.fn(), onClose: vi.fn() }
  const actions = [
    { id: 'answer', label: labels[0], icon: null, keys: 'F2', run: spies.answer },
    { id: 'end', label: labels[1], icon: null, keys: 'F4', run: spies.end },
  ]
  await renderConsole(desk, <Palette opened actions={actions} {...spies} />, language)
  return { desk, spies, field: await screen.findByRole('combobox') }
}

it('runs an action found by its pinyin initials, with the keyboard alone', async () => {
  const { spies, field } = await open('zh-CN', ['接听', '挂断'])
  await userEvent.type(field, 'gd')
  await waitFor(() => expect(screen.getByRole('option', { name: '挂断' }).getAttribute('aria-selected')).toBe('true'))
  await userEvent.keyboard('{Enter}')
  expect(spies.end).toHaveBeenCalledOnce()
  expect(spies.answer).not.toHaveBeenCalled()
  expect(spies.onClose).toHaveBeenCalledOnce()
})

it('groups what it finds, points at the chosen one and opens a person, remembered for next time', async () => {
  const { desk, spies, field } = await open('en', ['Answer', 'Correct an invoice now'])
  await userEvent.type(field, 'correct')
  const people = await screen.findByRole('group', { name: 'People' })
  expect(within(people).getByRole('option', { name: /陈雨桐/ })).toBeTruthy()
  expect(within(screen.getByRole('group', { name: 'Articles' })).getByRole('option')).toBeTruthy()
  await userEvent.keyboard('{ArrowDown}')
  const chosen = document.getElementById(field.getAttribute('aria-activedescendant') ?? '')
  expect(chosen?.textContent).toContain('陈雨桐')
  await userEvent.keyboard('{Enter}')
  expect(spies.onOpenCustomer).toHaveBeenCalledWith('c1')
  expect(desk.sent).toMatchObject([
    { command: { type: 'preferences.set', preferences: { paletteRecent: [{ kind: 'customer', id: 'c1' }] } } },
  ])
})

it('draws each kind of customer and each channel with an icon of its own', async () => {
  const { field } = await open('en', ['Answer', 'End call'])
  await userEvent.type(field, 'about')
  for (const [group, kinds] of [
    ['People', 3],
    ['Interactions', 6],
  ] as const) {
    const options = within(await screen.findByRole('group', { name: group })).getAllByRole('option')
    const drawn = options.map((option) => option.querySelector('svg')?.getAttribute('class'))
    expect(drawn).toHaveLength(kinds)
    expect(new Set(drawn).size).toBe(kinds)
  }
})
