import { expect, it } from 'vitest'
import { coverTypedFields } from '#renderer/cards/cover-typed-fields.ts'
import type { DeskCommand } from '#shared/protocol/desk-port.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { makeDraftStore } from './draft-store.ts'

function openStore() {
  const clock = createTestClock(0)
  const saved: unknown[] = []
  let masked = 0
  const store = makeDraftStore(
    {
      send: async (command: DeskCommand) => {
        if (command.kind === 'local' && command.command.type === 'draft.save') saved.push(command.command.fields.note)
        return { ok: true }
      },
    },
    clock,
    { getState: () => ({ drafts: {} }) },
    () => {
      masked += 1
    },
  )
  return { store, clock, saved, countMasked: () => masked }
}

/** A key every 40 ms, so that autosaves fall anywhere within the number. */
async function typeInto({ store, clock }: ReturnType<typeof openStore>, text: string) {
  for (let end = 1; end <= text.length; end += 1) {
    store.keeper.edit('int-1', { note: text.slice(0, end) })
    await clock.advance(40)
  }
}

it('no autosave writes more of a card than its beginning, and the rest of the note is always saved', async () => {
  const desk = openStore()
  await typeInto(desk, 'Ms Lin wants 4111 1111 1111 1111')
  expect(desk.saved.length).toBeGreaterThan(5)
  for (const note of desk.saved) expect(String(note).replaceAll(/\D/g, '').length).toBeLessThanOrEqual(6)
  expect(desk.saved.at(-1)).toBe('Ms Lin wants …')
  expect(desk.store.local.getState()['int-1']).toMatchObject({
    held: true,
    fields: { note: 'Ms Lin wants 4111 1111 1111 1111' },
  })
  expect(desk.countMasked()).toBe(0)
})

it('leaving the field masks it on the screen and on the disk, and says so once', async () => {
  const desk = openStore()
  await typeInto(desk, 'card 4111111111111111')
  desk.store.settle()
  expect(desk.store.local.getState()['int-1']).toMatchObject({
    held: false,
    fields: { note: 'card ••••••••••••1111' },
  })
  await desk.clock.advance(200)
  desk.store.settle()
  await desk.clock.advance(200)
  expect(desk.saved.at(-1)).toBe('card ••••••••••••1111')
  expect(desk.countMasked()).toBe(1)
})

it('a flush decides: what waits is written without a card number in it', async () => {
  const desk = openStore()
  desk.store.keeper.edit('int-1', { note: 'call 4155550100' })
  await desk.store.keeper.flush('int-1')
  expect(desk.saved).toEqual(['call 4155550100'])
  desk.store.keeper.edit('int-1', { note: 'call 4155550100 4111111111111111' })
  await desk.store.keeper.flush()
  expect(desk.saved.at(-1)).toBe('call 4155550100 ••••••••••••1111')
})

it('while card data are taken no autosave writes a long number, and nothing is told key by key', async () => {
  const desk = openStore()
  desk.store.coverWith(coverTypedFields)
  await typeInto(desk, 'Ms Lin: 4111 1111 1111 1112 ok')
  await desk.clock.advance(1_000)
  for (const note of desk.saved) expect(String(note).replaceAll(/\D/g, '').length).toBeLessThanOrEqual(5)
  expect(desk.saved.at(-1)).toBe('Ms Lin: •••• •••• •••• •••• ok')
  expect(desk.store.local.getState()['int-1']?.fields.note).toBe('Ms Lin: •••• •••• •••• •••• ok')
  expect(desk.countMasked()).toBe(0)
})
