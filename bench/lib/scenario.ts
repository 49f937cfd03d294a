import type { Line } from './line.ts'

export type BenchOptions = {
  /** a tenth of the data and fewer repetitions */
  quick: boolean
  rounds: number
  say(text: string): void
}

/** Something that is measured beside its floor. It throws when a timed answer was wrong. */
export type Scenario = { about: string; run(options: BenchOptions): Promise<Line[]> }
