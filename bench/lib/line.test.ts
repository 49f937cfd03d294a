import { describe, expect, it } from 'vitest'
import { isFailure, makeLine, type Round } from './line.ts'
import { measureLine } from './measure-line.ts'
import { printLines } from './print-lines.ts'
import { median, percentile } from './statistics.ts'

const named = { scenario: 'x', goal: 1.4, attempts: 1 }
const rounds = (...pairs: [floor: number, ours: number][]): Round[] =>
  pairs.map(([floor, ours]) => ({ floor: [floor], ours: [ours] }))
const judge = (...pairs: [number, number][]) => makeLine(named, rounds(...pairs), { floor: {}, ours: {} })

it('takes percentiles by nearest rank', () => {
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3)
  expect(percentile([1, 2], 0.99)).toBe(2)
  expect(median([7])).toBe(7)
  expect(median([])).toBeNaN()
})

describe('a line of the table', () => {
  it('judges by the median of the rounds, not by one bad round', () => {
    expect(judge([10, 13], [10, 13], [10, 90])).toMatchObject({ ratio: 1.3, verdict: 'ok' })
    expect(judge([10, 15], [10, 15], [10, 5])).toMatchObject({ ratio: 1.5, verdict: 'MISSED' })
  })

  it('says nothing when the floor itself did not stand still', () => {
    const line = judge([10, 50], [16, 50], [10, 50])
    expect(line.verdict).toBe('NOISY')
    expect(isFailure(line)).toBe(false)
  })

  it('fails the run only when a calm line misses its goal by more than 30 %', () => {
    expect(isFailure(judge([10, 18], [10, 18]))).toBe(false)
    expect(isFailure(judge([10, 19], [10, 19]))).toBe(true)
  })

  it('is printed with goal, verdict and stages', () => {
    const line = makeLine(named, rounds([10, 13]), { floor: {}, ours: { 'on the way': 2 } })
    expect(printLines([line])).toContain(
      '| x | 10.0 ms | 10.0 ms | 13.0 ms | 13.0 ms | 1.30 (1.30–1.30) | ≤ 1.4 | ok |',
    )
    expect(printLines([line])).toContain('2.00 ms  on the way')
  })
})

describe('measuring', () => {
  const sample = (ms: number) => [{ ms, stages: { all: ms } }]

  it('drops the warm-up and alternates floor and ours', async () => {
    const order: string[] = []
    const side = (name: string, ms: number) => async (round: number) => {
      order.push(`${name}${round}`)
      return sample(round === 0 ? 1_000 : ms)
    }
    const sides = { floor: side('floor', 10), ours: side('ours', 12) }
    const line = await measureLine({ scenario: 'x', goal: 1.4, rounds: 2 }, sides, () => {})
    expect(order).toEqual(['ours0', 'floor0', 'floor1', 'ours1', 'floor2', 'ours2'])
    expect(line).toMatchObject({ ratio: 1.2, attempts: 1, ours: { p50: 12, count: 2 }, stages: { ours: { all: 12 } } })
  })

  it('measures again while the floor jumps, three times at most', async () => {
    let turn = 0
    const jumping = { floor: async () => sample(turn++ % 2 === 0 ? 10 : 100), ours: async () => sample(12) }
    const line = await measureLine({ scenario: 'x', goal: 1.4, rounds: 2 }, jumping, () => {})
    expect(line).toMatchObject({ attempts: 3, verdict: 'NOISY' })
  })
})
