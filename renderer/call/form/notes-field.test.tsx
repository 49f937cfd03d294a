import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useRef } from 'react'
import { expect, it } from 'vitest'
import { useOutcomeForm } from '#renderer/call/use-outcome-form.ts'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import { useLeaveGuard } from '#renderer/frame/use-leave-guard.ts'
import { InteractionId } from '#shared/protocol/ids.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { NotesField } from './notes-field.tsx'

function Form() {
  useLeaveGuard()
  const inputRef = useRef<HTMLTextAreaElement>(null)
  return <NotesField form={useOutcomeForm(InteractionId.parse('int-1'))} inputRef={inputRef} />
}

const makeDesk = () => makeFakeDesk({ snapshot: makeSnapshot({}), now: () => testNow })
const savedNotes = (desk: ReturnType<typeof makeDesk>) =>
  desk.sent.flatMap((command) =>
    command.kind === 'local' && command.command.type === 'draft.save' ? [String(command.command.fields.note)] : [],
  )
const readNotes = () => screen.getByRole<HTMLTextAreaElement>('textbox')

it('a card number typed into the notes is on the screen only, then masked there too, the cursor where it was', async () => {
  const desk = makeDesk()
  await renderConsole(desk, <Form />)
  await userEvent.type(await screen.findByRole('textbox'), 'after')
  await userEvent.type(readNotes(), '4111 1111 1111 1111', { initialSelectionStart: 0, initialSelectionEnd: 0 })
  expect(readNotes().value).toBe('4111 1111 1111 1111after')
  expect(await screen.findByText(/Saved, except the number at the cursor/)).toBeTruthy()
  await userEvent.keyboard(' e')
  expect(readNotes().value).toBe('•••• •••• •••• 1111 eafter')
  expect(readNotes().selectionStart).toBe('•••• •••• •••• 1111 e'.length)
  await waitFor(() => expect(savedNotes(desk).at(-1)).toBe('•••• •••• •••• 1111 eafter'))
  for (const note of savedNotes(desk)) expect(note.replaceAll(/\D/g, '').length).toBeLessThanOrEqual(6)
})

it('says that a text which is cut at its end does not fit', async () => {
  await renderConsole(makeDesk(), <Form />)
  await userEvent.click(await screen.findByRole('textbox'))
  expect(screen.getByRole('status').textContent).toBe('')
  await userEvent.paste('x'.repeat(20_001))
  expect(readNotes().value).toHaveLength(20_000)
  await waitFor(() => expect(screen.getByRole('status').textContent).toMatch(/full at 20,000 characters/))
})

it('one that is pasted is masked as the field is left', async () => {
  const desk = makeDesk()
  await renderConsole(desk, <Form />)
  await userEvent.click(await screen.findByRole('textbox'))
  await userEvent.paste('4111111111111111')
  expect(readNotes().value).toBe('4111111111111111')
  await userEvent.tab()
  await waitFor(() => expect(readNotes().value).toBe('••••••••••••1111'))
  await waitFor(() => expect(savedNotes(desk).at(-1)).toBe('••••••••••••1111'))
  expect(savedNotes(desk).join(' ')).not.toContain('4111')
})
