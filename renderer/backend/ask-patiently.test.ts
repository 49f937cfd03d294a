import { expect, it } from 'vitest'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { askPatiently, ShellUnreachable } from './ask-patiently.ts'

function askDown(times: number) {
  const clock = createTestClock(0)
  const seen: string[] = []
  let asked = 0
  const cancel = askPatiently({
    clock,
    ask: async () => {
      asked += 1
      if (asked <= times) throw new ShellUnreachable('down')
      return 'here'
    },
    onAnswer: (answer) => seen.push(answer),
    onError: (error) => seen.push(`error: ${error.message}`),
    onWaiting: () => seen.push('waiting'),
  })
  return { clock, seen, cancel, asked: () => asked }
}

it('an unreachable shell is asked again, each time after a longer wait, until it answers', async () => {
  const { clock, seen } = askDown(2)
  await clock.advance(499)
  expect(seen).toEqual(['waiting'])
  await clock.advance(1)
  expect(seen).toEqual(['waiting', 'waiting'])
  await clock.advance(999)
  expect(seen).toHaveLength(2)
  await clock.advance(1)
  expect(seen).toEqual(['waiting', 'waiting', 'here'])
})

it('the wait never grows beyond eight seconds', async () => {
  const { clock, asked } = askDown(100)
  await clock.advance(15_500)
  const before = asked()
  await clock.advance(80_000)
  expect(asked() - before).toBe(10)
})

it('an answer that is no answer of a shell is told at once', async () => {
  const clock = createTestClock(0)
  const errors: string[] = []
  askPatiently({
    clock,
    ask: () => Promise.reject(new Error('not a session')),
    onAnswer: () => errors.push('answered'),
    onError: (error) => errors.push(error.message),
  })
  await clock.advance(60_000)
  expect(errors).toEqual(['not a session'])
})

it('after the cancel nobody is asked or told', async () => {
  const { clock, seen, cancel, asked } = askDown(3)
  await clock.advance(0)
  cancel()
  await clock.advance(60_000)
  expect([seen, asked()]).toEqual([['waiting'], 1])
})
