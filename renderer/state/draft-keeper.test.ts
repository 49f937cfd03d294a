import { expect, it } from 'vitest'
import type { DeskAnswer, DeskCommand } from '#shared/protocol/desk-port.ts'
import { refuse } from '#shared/protocol/error.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { makeDraftKeeper } from './draft-keeper.ts'

/** A keeper over a desk whose answers the test gives; `known` is the revision the desk's notices have told. */
function openKeeper(known = 0) {
  const clock = createTestClock(0)
  const saved: { revision: number; note: unknown; at: number }[] = []
  const told: string[] = []
  const answers: ((answer: DeskAnswer) => void)[] = []
  let holding = false
  let refusing = false
  const keeper = makeDraftKeeper({
    clock,
    desk: {
      send: (command: DeskCommand) => {
        if (command.kind !== 'local' || command.command.type !== 'draft.save') throw new Error('only drafts are sent')
        const { revision, fields } = command.command
        saved.push({ revision, note: fields.note, at: clock.now() })
        if (holding) return new Promise((resolve) => answers.push(resolve))
        return Promise.resolve(refusing ? refuse('store_full') : { ok: true })
      },
    },
    readRevision: () => known,
    onStatus: (_key, status) => told.push(status.kind),
  })
  return {
    keeper,
    clock,
    saved,
    told,
    hold: () => {
      holding = true
    },
    answer: () => answers.shift()?.({ ok: true }),
    refuse: (on: boolean) => {
      refusing = on
    },
  }
}

it('edits of one moment are one write, counted from the first of them', async () => {
  const { keeper, clock, saved, told } = openKeeper()
  keeper.edit('int-1', { note: 'W' })
  await clock.advance(100)
  keeper.edit('int-1', { note: 'Wa' })
  await clock.advance(50)
  expect(saved).toEqual([{ revision: 1, note: 'Wa', at: 150 }])
  expect(told).toEqual(['saving', 'saving', 'saved'])
})

it('steady typing never postpones the write beyond 300 ms', async () => {
  const { keeper, clock, saved } = openKeeper()
  for (let at = 0; at < 1000; at += 20) {
    keeper.edit('int-1', { note: `${at}` })
    await clock.advance(20)
  }
  await clock.advance(200)
  const gaps = saved.map(({ at }, index) => at - (saved[index - 1]?.at ?? 0))
  expect(Math.max(...gaps)).toBeLessThan(300)
  expect(saved.at(-1)?.note).toBe('980')
})

it('what is typed during a write is written after it, as the next revision', async () => {
  const { keeper, clock, saved, told, hold, answer } = openKeeper(4)
  hold()
  keeper.edit('int-1', { note: 'first' })
  await clock.advance(150)
  keeper.edit('int-1', { note: 'second' })
  await clock.advance(300)
  expect(saved.map(({ revision }) => revision)).toEqual([5])
  answer()
  await clock.advance(0)
  expect(saved.map(({ revision, note }) => [revision, note])).toEqual([
    [5, 'first'],
    [6, 'second'],
  ])
  expect(told.filter((kind) => kind === 'saved')).toEqual([])
  answer()
  await clock.advance(0)
  expect(told.at(-1)).toBe('saved')
})

it('a refused write is told and tried again', async () => {
  const { keeper, clock, saved, told, refuse: refuseWrites } = openKeeper()
  refuseWrites(true)
  keeper.edit('int-1', { note: 'kept on screen' })
  await clock.advance(150)
  expect(told.at(-1)).toBe('failed')
  refuseWrites(false)
  await clock.advance(2000)
  expect(told.at(-1)).toBe('saved')
  expect(saved.map(({ note }) => note)).toEqual(['kept on screen', 'kept on screen'])
})

it('flush writes at once, only the draft that is asked for', async () => {
  const { keeper, saved } = openKeeper()
  keeper.edit('int-1', { note: 'one' })
  keeper.edit('int-2', { note: 'two' })
  await keeper.flush('int-2')
  expect(saved.map(({ note }) => note)).toEqual(['two'])
  await keeper.flush()
  expect(saved.map(({ note }) => note)).toEqual(['two', 'one'])
})

it('a forgotten draft is not written any more', async () => {
  const { keeper, clock, saved } = openKeeper()
  keeper.edit('int-1', { note: 'sent already' })
  keeper.forget('int-1')
  await clock.advance(5000)
  expect(saved).toEqual([])
})
