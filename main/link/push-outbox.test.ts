import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packAnswers } from '#shared/domain/desk/pack-answers.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { Paperwork } from '#shared/protocol/command/paperwork.ts'
import { LINK_LIMITS, PaperworkFrame, type PaperworkFrameAnswer } from '#shared/protocol/envelope.ts'
import { refuse } from '#shared/protocol/error.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import type { Line } from './line.ts'
import { createPusher } from './push-outbox.ts'
import type { PushBooks } from './settle-batch.ts'

const BATCH = LINK_LIMITS.paperworkCommands
const command = (n: number) =>
  Paperwork.parse({
    ...{ commandId: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`, n, writtenAt: 1 },
    body: { type: 'task.complete', taskId: 'task-1' },
  })

function keepBooks(count: number) {
  let waiting = Array.from({ length: count }, (_, index) => command(index + 1))
  const refused: number[] = []
  const disk = { isFull: false, refusals: 0 }
  const books: PushBooks = {
    readBatch: (most, _bytes, above) => waiting.filter(({ n }) => n > above).slice(0, most),
    readOldestN: () => waiting[0]?.n ?? null,
    settle(answers) {
      if (disk.isFull) {
        disk.refusals += 1
        return false
      }
      const settled = new Set(answers.map(({ commandId }) => commandId))
      for (const { n, commandId } of waiting) {
        if (answers.some((answer) => answer.commandId === commandId && answer.result === 'rejected')) refused.push(n)
      }
      waiting = waiting.filter(({ commandId }) => !settled.has(commandId))
      return true
    },
    countAttempt() {},
  }
  return { books, disk, refused, waiting: () => waiting.length, add: (n: number) => void waiting.push(command(n)) }
}

/** Central's rule, and nothing else of it. */
function createTaker() {
  const order: number[] = []
  const taken = new Set<string>()
  return {
    order,
    take(frame: PaperworkFrame): PaperworkFrameAnswer {
      if (frame.after && !taken.has(frame.after)) return refuse('conflict', { field: 'after' })
      const answers = frame.commands.map(({ commandId, n }) => {
        const result: 'applied' | 'duplicate' = taken.has(commandId) ? 'duplicate' : 'applied'
        if (result === 'applied') order.push(n)
        taken.add(commandId)
        return { commandId, result }
      })
      return packAnswers(answers)
    },
  }
}

type Waiting = { frame: PaperworkFrame; answer(said: unknown): void }

function openPusher(books: PushBooks) {
  const clock = createTestClock(0)
  const waiting: Waiting[] = []
  const line: Line = {
    request: (_name, frame) =>
      new Promise((answer) => void waiting.push({ frame: PaperworkFrame.parse(frame), answer })),
    close() {},
  }
  const tools = { clock, random: createSeededRandom(1) }
  const pusher = createPusher(books, tools, { failing() {}, sessionOver() {}, copied() {} })
  pusher.attach(line)
  return { clock, waiting, pusher }
}

it('three batches leave before the first is answered, each naming the one ahead', async () => {
  const { books, waiting: left } = keepBooks(3 * BATCH + 1)
  const { clock, waiting } = openPusher(books)
  const central = createTaker()
  expect(waiting.map(({ frame }) => [frame.commands[0]?.n, frame.after])).toEqual([
    [1, undefined],
    [BATCH + 1, command(BATCH).commandId],
    [2 * BATCH + 1, command(2 * BATCH).commandId],
  ])
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    next.answer(central.take(next.frame))
    await clock.advance(0)
  }
  expect(left()).toBe(0)
  expect(central.order).toHaveLength(3 * BATCH + 1)
})

it('what is written in the very moment the outbox was found empty leaves at once', async () => {
  const { books, add } = keepBooks(1)
  let wake = () => {}
  let late = false
  const { clock, waiting, pusher } = openPusher({
    ...books,
    readBatch(most, bytes, above) {
      const batch = books.readBatch(most, bytes, above)
      if (batch.length > 0 || late || above > 0) return batch
      late = true
      queueMicrotask(() => {
        add(2)
        wake()
      })
      return batch
    },
  })
  wake = pusher.wake
  waiting.shift()?.answer(createTaker().take({ commands: [command(1)] }))
  await clock.advance(0)
  expect(waiting.map(({ frame }) => frame.commands[0]?.n)).toEqual([2])
})

it('what came back to the front leaves before all that waits behind the batches in flight', async () => {
  const { books } = keepBooks(3 * BATCH)
  const { clock, waiting } = openPusher({ ...books, readOldestN: () => 0 })
  expect(waiting).toHaveLength(1)
  waiting.shift()?.answer(refuse('central_unavailable'))
  await clock.advance(10_000)
  expect(waiting.map(({ frame }) => frame.commands[0]?.n)).toEqual([1])
})

it('an answer that a full disk does not take is booked later and later, and nothing is sent again for it', async () => {
  const { books, disk, waiting: left, add } = keepBooks(BATCH + 1)
  const { clock, waiting, pusher } = openPusher(books)
  const central = createTaker()
  disk.isFull = true
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    next.answer(central.take(next.frame))
    await clock.advance(0)
  }
  add(BATCH + 2)
  for (let second = 0; second < 60; second += 1) {
    // somebody goes on writing: that is no reason to try sooner
    pusher.wake()
    await clock.advance(1_000)
  }
  expect(waiting).toHaveLength(0)
  expect(left()).toBe(BATCH + 2)
  expect(disk.refusals).toBeGreaterThan(30)
  expect(disk.refusals).toBeLessThan(300)
  disk.isFull = false
  await clock.advance(1_500)
  expect(left()).toBe(1)
  expect(waiting.map(({ frame }) => frame.commands.map(({ n }) => n))).toEqual([[BATCH + 2]])
  waiting.shift()?.answer(central.take({ commands: [command(BATCH + 2)] }))
  await clock.advance(0)
  expect(left()).toBe(0)
  expect(central.order).toEqual(Array.from({ length: BATCH + 2 }, (_, index) => index + 1))
  expect(clock.pending()).toBe(0)
})

it('a refusal that the disk did not take is kept as well, and a line that comes back finds it booked first', async () => {
  const { books, disk, refused } = keepBooks(1)
  const { clock, waiting, pusher } = openPusher(books)
  disk.isFull = true
  waiting.shift()?.answer(refuse('forbidden'))
  await clock.advance(0)
  pusher.detach()
  await clock.advance(60_000)
  expect(disk.refusals).toBe(1)
  disk.isFull = false
  pusher.attach({ request: () => Promise.reject(new Error('nothing is left to be sent')), close() {} })
  await clock.advance(0)
  expect(refused).toEqual([1])
})

it('while central refuses for now, what is newly written waits with the rest', async () => {
  const { books, add } = keepBooks(1)
  const { clock, waiting, pusher } = openPusher(books)
  let pushes = 0
  for (let ms = 0; ms < 60_000; ms += 100) {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      pushes += 1
      next.answer(refuse('central_unavailable'))
    }
    if (ms % 1_000 === 0) add(2 + ms / 1_000)
    pusher.wake()
    await clock.advance(100)
  }
  expect(pushes).toBeGreaterThan(30)
  expect(pushes).toBeLessThan(200)
})

it('nothing is taken out of its order, though frames overtake each other, are refused, and answers are lost', async () => {
  const fates = fc.array(fc.constantFrom('take', 'take', 'take', 'refuse', 'lose'), { minLength: 1, maxLength: 30 })
  const picks = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(fates, picks, async (fate, lastFirst) => {
      const { books, refused, waiting: left } = keepBooks(5 * BATCH)
      const { clock, waiting } = openPusher(books)
      const central = createTaker()
      for (let turn = 0; turn < 200 && left() > 0; turn += 1) {
        const next = lastFirst[turn] ? waiting.pop() : waiting.shift()
        if (next) {
          const kind = fate[turn] ?? 'take'
          const said = kind === 'refuse' ? refuse('central_unavailable') : central.take(next.frame)
          next.answer(kind === 'lose' ? undefined : said)
        }
        await clock.advance(next ? 0 : 2_000)
      }
      expect(left()).toBe(0)
      expect(refused).toEqual([])
      expect(central.order).toEqual(Array.from({ length: 5 * BATCH }, (_, index) => index + 1))
    }),
    { numRuns: 60 },
  )
})
