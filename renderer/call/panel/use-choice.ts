import { useState } from 'react'

/**
 * Which line of a list is chosen, by its name and not its place: the list moves while one looks at it, and the wrong
 * one must not be called. Who was chosen and left the list is followed by nobody else before the next key.
 * `fromFirst`: the first line is chosen as soon as there is one.
 */
export function useChoice<T extends { id: string }>(lines: readonly T[], fromFirst: boolean) {
  const [chosen, setChosen] = useState<string | null>(null)
  if (chosen === null && fromFirst && lines[0] !== undefined) setChosen(lines[0].id)
  const found = lines.findIndex(({ id }) => id === chosen)
  return {
    line: lines[found],
    choose: (line: T) => setChosen(line.id),
    forget: () => setChosen(null),
    move(step: 1 | -1): void {
      const place = found === -1 ? (step === 1 ? 0 : lines.length - 1) : found + step
      const next = lines[(place + lines.length) % lines.length]
      if (next !== undefined) setChosen(next.id)
    },
  }
}
