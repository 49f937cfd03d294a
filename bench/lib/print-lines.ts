import type { Line, Stages, Summary } from './line.ts'

/** The table of a run, then the stages of ours, for people. */
export function printLines(lines: readonly Line[]): string {
  const head = ['scenario', 'floor p50', 'p99', 'ours p50', 'p99', 'ratio (rounds)', 'goal', 'verdict']
  const rows = lines.map((line) => [
    line.scenario,
    ...printSummary(line.floor, line.unit),
    ...printSummary(line.ours, line.unit),
    `${line.ratio.toFixed(2)} (${Math.min(...line.ratios).toFixed(2)}–${Math.max(...line.ratios).toFixed(2)})`,
    `≤ ${line.goal}`,
    line.verdict === 'NOISY' ? `NOISY, floor ${line.floorSpread.toFixed(2)}×` : line.verdict,
  ])
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  const stages = lines.flatMap((line) => [
    ...printStages(`${line.scenario}, stages of the floor at p50:`, line.stages.floor),
    ...printStages(`${line.scenario}, stages of ours at p50:`, line.stages.ours),
  ])
  return [...table, ...stages].join('\n')
}

function printSummary({ p50, p99 }: Summary, unit = 'ms'): string[] {
  return [p50, p99].map((value) => `${value.toFixed(value < 10 ? 2 : 1)} ${unit}`)
}

function printStages(title: string, stages: Stages): string[] {
  const entries = Object.entries(stages)
  if (entries.length === 0) return []
  return ['', title, ...entries.map(([stage, ms]) => `  ${ms.toFixed(2).padStart(7)} ms  ${stage}`)]
}
