import type { Clock } from '#shared/domain/clock.ts'

/** Nobody answered in the shell's place: it is down, starting again, or a proxy before it speaks for itself. */
export class ShellUnreachable extends Error {
  override name = 'ShellUnreachable'
}

/** Waits between two questions; the last one repeats. */
const waitsMs = [500, 1000, 2000, 4000, 8000] as const
const longestWaitMs = 8000

type Options<T> = {
  ask: () => Promise<T>
  clock: Clock
  onAnswer: (answer: T) => void
  /** anything but an unreachable shell: asking again would not help */
  onError: (error: Error) => void
  /** each time nobody answered, before the wait */
  onWaiting?: () => void
}

/** Asks an unreachable shell again and again, waiting longer each time. Returns the cancel; after it nobody is told. */
export function askPatiently<T>({ ask, clock, onAnswer, onError, onWaiting }: Options<T>): () => void {
  let over = false
  let cancelWait = () => {}
  const attempt = (tries: number): void => {
    ask().then(
      (answer) => {
        if (!over) onAnswer(answer)
      },
      (error: Error) => {
        if (over) return
        if (!(error instanceof ShellUnreachable)) return onError(error)
        onWaiting?.()
        cancelWait = clock.schedule(waitsMs[tries] ?? longestWaitMs, () => attempt(tries + 1))
      },
    )
  }
  attempt(0)
  return () => {
    over = true
    cancelWait()
  }
}
