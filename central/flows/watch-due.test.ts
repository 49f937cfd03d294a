import { describe, expect, it } from 'vitest'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createDueHint } from './due-hint.ts'
import { watchDue } from './watch-due.ts'

/** Times in ms since the start. `rows`: what is due, as a database would hold it. */
function start(rows: number[] = []) {
  const clock = createTestClock(0)
  const due = createDueHint()
  const looks: number[] = []
  const errors: unknown[] = []
  const silent = () => {}
  const log = { info: silent, warn: silent, error: (fields: object) => void errors.push(fields) }
  let failing = false
  const loop = watchDue({ clock, due, log }, { everyMs: 250, restMs: 10_000 }, async () => {
    looks.push(clock.now())
    if (failing) throw new Error('the database was away')
    const over = rows.filter((at) => at <= clock.now())
    for (const at of over) rows.splice(rows.indexOf(at), 1)
    return over.length > 0 ? clock.now() : rows.length > 0 ? Math.min(...rows) : null
  })
  const set = (at: number) => {
    rows.push(at)
    due.lower(at)
  }
  const fail = (on: boolean) => {
    failing = on
  }
  return { clock, due, looks, errors, rows, set, loop, fail }
}

describe('the look at what is due', () => {
  it('comes when the rows say so, and rests in between', async () => {
    const { clock, looks, rows } = start([12_000, 13_000])
    await clock.advance(13_000)
    expect(rows).toEqual([])
    // the rest, the first, whether that was all, the second
    expect(looks).toEqual([10_000, 12_000, 12_250, 13_000])
  })

  it('comes earlier for what was set meanwhile, at its time', async () => {
    const { clock, set, rows, looks } = start()
    set(9_000)
    set(3_000)
    set(60_000)
    await clock.advance(2_999)
    expect(looks).toEqual([])
    await clock.advance(1)
    expect(rows).toEqual([9_000, 60_000])
    await clock.advance(6_000)
    expect(rows).toEqual([60_000])
  })

  it('serves what is due at once no later than its shortest distance, however often it is told', async () => {
    const { clock, set, rows, looks } = start()
    await clock.advance(10_000)
    for (let step = 0; step < 100; step += 1) {
      set(clock.now())
      await clock.advance(10)
      expect(Math.min(...rows, clock.now())).toBeGreaterThanOrEqual(clock.now() - 250)
    }
    expect(looks.length).toBeLessThanOrEqual(6)
  })

  it('finds within its rest what nobody here was told of', async () => {
    const { clock, rows } = start()
    await clock.advance(10_500)
    rows.push(11_000)
    await clock.advance(9_500)
    expect(rows).toEqual([])
  })

  it('comes again after a failure, and never after its stop', async () => {
    const { clock, errors, fail, set, looks, rows, loop } = start()
    fail(true)
    set(1_000)
    await clock.advance(1_000)
    expect(errors).toHaveLength(1)
    fail(false)
    await clock.advance(10_000)
    expect(rows).toEqual([])
    await loop.stop()
    const before = looks.length
    set(clock.now())
    await clock.advance(60_000)
    expect(looks).toHaveLength(before)
  })

  it.each([
    ['', null],
    [', also when the look itself knows of something later', 12_000],
  ])('hears what it is told while it looks%s', async (_when, later) => {
    const clock = createTestClock(0)
    const due = createDueHint()
    const looks: number[] = []
    const silent = () => {}
    const log = { info: silent, warn: silent, error: silent }
    watchDue({ clock, due, log }, { everyMs: 250, restMs: 10_000 }, async () => {
      looks.push(clock.now())
      if (looks.length > 1) return null
      due.lower(10_700)
      return later
    })
    await clock.advance(11_000)
    expect(looks).toEqual([10_000, 10_700])
  })
})
