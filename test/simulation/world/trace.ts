/** What happened, line by line. The same seed writes the same text, byte for byte. */
export type Trace = {
  /** `what` is written as it stands: no wall time, no object ids */
  say(what: string): void
  text(): string
  tail(lines: number): string
}

export function createTrace(now: () => number, startAt: number): Trace {
  const lines: string[] = []
  return {
    say: (what) => void lines.push(`${String(now() - startAt).padStart(7)} ${what}`),
    text: () => lines.join('\n'),
    tail: (count) => lines.slice(-count).join('\n'),
  }
}
