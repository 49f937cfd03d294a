import { describe, expect, it } from 'vitest'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { gather, share } from './gather.ts'

/** A gatherer whose rounds are noted, and end when the test lets them. */
function openRounds(rhythm: Parameters<typeof gather>[1]) {
  const clock = createTestClock(0)
  const rounds: { at: number; asks: readonly string[] }[] = []
  const held: (() => void)[] = []
  let isHeld = false
  const ask = gather<string, string>(clock, rhythm, async (asks) => {
    rounds.push({ at: clock.now(), asks })
    if (isHeld) await new Promise<void>((resolve) => held.push(resolve))
    if (asks.includes('broken')) throw new Error('the disk is full')
    return asks.map((one) => (one === 'slow' ? Promise.reject(new Error('only this one')) : one.toUpperCase()))
  })
  return {
    ...{ clock, rounds, ask },
    hold() {
      isHeld = true
    },
    letOne: () => held.shift()?.(),
  }
}

describe('asking together', () => {
  it('serves who comes after a rest at once, and all who come meanwhile in one round', async () => {
    const { clock, rounds, ask } = openRounds({ everyMs: 50, most: 100, roundsAtOnce: 1 })
    expect(await ask('a')).toBe('A')
    const later = Promise.all([ask('b'), ask('c')])
    await clock.advance(30)
    const last = ask('d')
    await clock.advance(20)
    expect(await later).toEqual(['B', 'C'])
    expect(await last).toBe('D')
    expect(rounds).toEqual([
      { at: 0, asks: ['a'] },
      { at: 50, asks: ['b', 'c', 'd'] },
    ])
    await clock.advance(1_000)
    expect(clock.pending()).toBe(0)
    expect(await ask('e')).toBe('E')
    expect(rounds.at(-1)).toEqual({ at: 1_050, asks: ['e'] })
  })

  it('lets a thousand askers a second make twenty rounds', async () => {
    const { clock, rounds, ask } = openRounds({ everyMs: 50, most: 128, roundsAtOnce: 3 })
    const answers: Promise<string>[] = []
    for (let ms = 0; ms < 1_000; ms += 1) {
      answers.push(ask(`n${ms}`))
      await clock.advance(1)
    }
    await clock.advance(100)
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 1_000 }, (_, index) => `N${index}`))
    expect(rounds.length).toBeLessThanOrEqual(21)
  })

  it('serves at once who comes when the rest is over, though its timer has not come yet', async () => {
    let now = 0
    const ask = gather<string, string>(
      { now: () => now, schedule: () => () => {} },
      { everyMs: 50, most: 100, roundsAtOnce: 1 },
      async (asks) => asks,
    )
    expect(await ask('a')).toBe('a')
    now = 60
    expect(await ask('b')).toBe('b')
    // a clock that was set back
    now = -1_000_000
    expect(await ask('c')).toBe('c')
  })

  it('keeps a round to its size', async () => {
    const { clock, rounds, ask } = openRounds({ everyMs: 10, most: 2, roundsAtOnce: 1 })
    const answers = Promise.all(['a', 'b', 'c', 'd'].map(ask))
    await clock.advance(30)
    expect(await answers).toEqual(['A', 'B', 'C', 'D'])
    expect(rounds.map(({ asks }) => asks)).toEqual([['a'], ['b', 'c'], ['d']])
  })

  it('goes on beside a round that hangs, up to its measure, and with those who waited when one ends', async () => {
    const { clock, rounds, ask, hold, letOne } = openRounds({ everyMs: 50, most: 100, roundsAtOnce: 2 })
    hold()
    const answers = Promise.all(['a', 'b', 'c'].map(ask))
    await clock.advance(60)
    const late = ask('d')
    await clock.advance(500)
    expect(rounds.map(({ asks }) => asks)).toEqual([['a'], ['b', 'c']])
    letOne()
    await clock.advance(0)
    expect(rounds.at(-1)?.asks).toEqual(['d'])
    letOne()
    letOne()
    await clock.advance(0)
    expect(await answers).toEqual(['A', 'B', 'C'])
    expect(await late).toBe('D')
  })

  it('without a rest goes back to back, so nobody hears what was read before they asked', async () => {
    const { clock, rounds, ask, hold, letOne } = openRounds({ everyMs: 0, most: 100, roundsAtOnce: 1 })
    hold()
    const first = ask('a')
    await clock.advance(0)
    const others = Promise.all([ask('b'), ask('c')])
    letOne()
    await clock.advance(0)
    letOne()
    expect(await first).toBe('A')
    expect(await others).toEqual(['B', 'C'])
    expect(rounds.map(({ asks }) => asks)).toEqual([['a'], ['b', 'c']])
    expect(clock.pending()).toBe(0)
  })

  it('tells a failure to its own round only, and to one asker only where it is theirs', async () => {
    const { clock, ask } = openRounds({ everyMs: 50, most: 100, roundsAtOnce: 1 })
    await expect(ask('broken')).rejects.toThrow('the disk is full')
    const next = Promise.allSettled([ask('a'), ask('slow')])
    await clock.advance(50)
    expect(await next).toMatchObject([
      { status: 'fulfilled', value: 'A' },
      { status: 'rejected', reason: { message: 'only this one' } },
    ])
  })
})

describe('a shared reading', () => {
  it('serves all who asked before it began, and is made anew for who asks after', async () => {
    let value = 1
    let reads = 0
    const read = share(createTestClock(0), async () => {
      reads += 1
      const seen = value
      await Promise.resolve()
      return seen
    })
    const first = read()
    value = 2
    expect(await Promise.all([first, read(), read()])).toEqual([1, 2, 2])
    expect(reads).toBe(2)
  })
})
