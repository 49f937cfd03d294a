import { median, percentile } from './statistics.ts'

/** What one round saw, both sides measured right after each other: milliseconds. */
export type Round = { floor: number[]; ours: number[] }

type Verdict = 'ok' | 'MISSED' | 'NOISY'

/** One line of the table, in milliseconds unless it says otherwise; `ratio` is the median of the rounds' own ratios of p50. */
export type Line = {
  scenario: string
  unit?: 'MB' | 'KB'
  goal: number
  floor: Summary
  ours: Summary
  ratio: number
  ratios: number[]
  /** the floor's slowest round over its fastest: how far this machine can be trusted */
  floorSpread: number
  verdict: Verdict
  /** how often it was measured until the floor stood still */
  attempts: number
  /** p50 of each stage, in order */
  stages: Record<'floor' | 'ours', Stages>
}

export type Stages = Record<string, number>

export type Summary = { p50: number; p99: number; count: number }

/** Above this the machine was too busy to say anything. */
const MOST_FLOOR_SPREAD = 1.5
/** A miss this far beyond the goal fails the run. */
const TOLERANCE = 1.3

export function makeLine(
  named: { scenario: string; unit?: 'MB' | 'KB'; goal: number; attempts: number },
  rounds: readonly Round[],
  stages: Line['stages'],
): Line {
  const floors = rounds.map((round) => median(round.floor))
  const ratios = rounds.map((round) => median(round.ours) / median(round.floor))
  const floorSpread = Math.max(...floors) / Math.min(...floors)
  const ratio = median(ratios)
  const verdict = floorSpread > MOST_FLOOR_SPREAD ? 'NOISY' : ratio <= named.goal ? 'ok' : 'MISSED'
  return {
    ...named,
    floor: summarise(rounds.flatMap((round) => round.floor)),
    ours: summarise(rounds.flatMap((round) => round.ours)),
    ratio,
    ratios,
    floorSpread,
    verdict,
    stages,
  }
}

/** A noisy line says nothing about the product, so it fails nothing. */
export function isFailure(line: Line): boolean {
  return line.verdict === 'MISSED' && line.ratio > line.goal * TOLERANCE
}

function summarise(values: readonly number[]): Summary {
  return { p50: median(values), p99: percentile(values, 0.99), count: values.length }
}
