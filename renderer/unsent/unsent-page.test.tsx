import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import { OutboxItem } from '#shared/protocol/desk-port.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { printUnsent } from './export-unsent.ts'
import { UnsentPage } from './unsent-page.tsx'

const item = (n: number, body: unknown, state: unknown = { kind: 'waiting' }) => ({
  commandId: `0193f000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  n,
  body,
  writtenAt: testNow - 60_000,
  attempts: 1,
  state,
})
const refused = { kind: 'rejected', at: testNow, refusal: { code: 'unknown_code' } }
const pending = [
  item(1, {
    type: 'interaction.note',
    interactionId: 'i1',
    noteId: 'n1',
    revision: 1,
    text: 'Wants a corrected invoice',
  }),
  item(
    2,
    { type: 'interaction.dispose', interactionId: 'i1', code: 'gone', reasonCode: null, followUp: null },
    refused,
  ),
]
const makeDesk = () => makeFakeDesk({ snapshot: makeSnapshot({ pending }), now: () => testNow })
const locals = (desk: ReturnType<typeof makeDesk>) =>
  desk.sent.flatMap((command) => (command.kind === 'local' ? [command.command] : []))

describe('unsent work', () => {
  it('is told in plain words, refused work with its reason', async () => {
    await renderConsole(makeDesk(), <UnsentPage />)
    expect(await screen.findByText('Wants a corrected invoice')).toBeTruthy()
    expect(screen.getByText('Why: That choice is no longer offered.')).toBeTruthy()
    const waiting = screen.getByText('Wants a corrected invoice').closest('li') as HTMLElement
    expect(within(waiting).queryByRole('button', { name: 'Send again' })).toBeNull()
  })

  it('is sent again on demand', async () => {
    const desk = makeDesk()
    await renderConsole(desk, <UnsentPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Send again' }))
    expect(locals(desk)).toEqual([{ type: 'outbox.retry', commandId: pending[1]?.commandId }])
  })

  it('is changed and sent: another outcome in place of the refused one', async () => {
    const desk = makeDesk()
    await renderConsole(desk, <UnsentPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Change' }))
    await userEvent.click(await screen.findByRole('combobox', { name: 'Outcome' }))
    await userEvent.click(await screen.findByRole('option', { name: 'Resolved' }))
    await userEvent.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() =>
      expect(locals(desk)).toMatchObject([
        { type: 'outbox.edit', body: { type: 'interaction.dispose', code: 'resolved' } },
      ]),
    )
  })

  it('is discarded only after a question', async () => {
    const desk = makeDesk()
    await renderConsole(desk, <UnsentPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Discard' }))
    const question = await screen.findByRole('dialog', { name: 'Discard this work?' })
    expect(locals(desk)).toEqual([])
    await userEvent.click(within(question).getByRole('button', { name: 'Discard' }))
    await waitFor(() => expect(locals(desk)).toEqual([{ type: 'outbox.discard', commandId: pending[1]?.commandId }]))
  })

  it('says that nothing is left', async () => {
    await renderConsole(makeFakeDesk({ snapshot: makeSnapshot(), now: () => testNow }), <UnsentPage />)
    expect(await screen.findByText('All your work has reached the service.')).toBeTruthy()
  })
})

it('an exported file holds every command whole', () => {
  const items = pending.map((one) => OutboxItem.parse(one))
  const file = JSON.parse(printUnsent(items, testNow))
  expect(file).toMatchObject({ format: 'ringdesk.unsent-work', version: 1 })
  expect(file.items.map((one: { body: unknown }) => one.body)).toEqual(items.map((one) => one.body))
})
