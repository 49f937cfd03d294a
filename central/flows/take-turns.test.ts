import { expect, it } from 'vitest'
import { createTurns } from './take-turns.ts'

it('runs no more than so many at once, in order, and goes on after a failure', async () => {
  const turns = createTurns(2)
  const started: number[] = []
  const finish: (() => void)[] = []
  let most = 0
  let running = 0
  const all = Array.from({ length: 6 }, (_, index) =>
    turns(async () => {
      started.push(index)
      running += 1
      most = Math.max(most, running)
      await new Promise<void>((resolve) => finish.push(resolve))
      running -= 1
      if (index === 1) throw new Error('one of them')
    }).catch(() => index),
  )
  for (let step = 0; step < 6; step += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    finish.shift()?.()
  }
  await Promise.all(all)
  expect(started).toEqual([0, 1, 2, 3, 4, 5])
  expect(most).toBe(2)
})
