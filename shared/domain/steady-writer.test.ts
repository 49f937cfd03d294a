import { expect, it } from 'vitest'
import { createSteadyWriter, type TextSink } from './steady-writer.ts'

function makeSink() {
  const attempts: string[] = []
  const open: ((error?: unknown) => void)[] = []
  const sink: TextSink = {
    write(text, done) {
      attempts.push(text)
      open.push(done)
    },
    writeNow(text) {
      attempts.push(text)
      throw new Error('no room')
    },
  }
  return { attempts, open, sink }
}
const turn = () => Promise.resolve()

it('writes what one turn says at once and what comes meanwhile after it', async () => {
  const { attempts, open, sink } = makeSink()
  const writer = createSteadyWriter(sink)
  writer.write('a')
  writer.write('b')
  await turn()
  writer.write('c')
  await turn()
  expect(attempts).toEqual(['ab'])
  open[0]?.()
  expect(attempts).toEqual(['ab', 'c'])
})

it('goes on after a write that failed, without repeating it', async () => {
  const { attempts, open, sink } = makeSink()
  const writer = createSteadyWriter(sink)
  for (const text of ['a', 'b', 'c']) {
    writer.write(text)
    await turn()
    open.at(-1)?.(new Error('ENOSPC'))
  }
  writer.write('last words')
  writer.flushSync()
  writer.flushSync()
  expect(attempts).toEqual(['a', 'b', 'c', 'last words'])
})

it('does not grow without end before a reader that stands still', async () => {
  const { attempts, open, sink } = makeSink()
  const writer = createSteadyWriter(sink)
  writer.write('first')
  await turn()
  for (let n = 0; n < 5_000; n += 1) writer.write('x'.repeat(1_000))
  open[0]?.()
  expect(attempts[1]?.length).toBe(1_000_000)
})
