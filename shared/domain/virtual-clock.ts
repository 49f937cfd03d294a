import type { Clock } from './clock.ts'

/** A clock that stands still until told to move. `advance` runs due tasks in order of time, then of scheduling. */
export interface VirtualClock extends Clock {
  /** moves `ms` ahead; between two moments everything started by the earlier one settles */
  advance(ms: number): Promise<void>
  /** how many tasks wait */
  pending(): number
}

type Task = { at: number; order: number; run: () => void }

/**
 * `settle` resolves when the asynchronous work that ran so far has come to rest; it is given because this folder
 * knows no event loop. A task that schedules another at the same moment is served within the same `advance`.
 */
export function createVirtualClock(options: { startAt: number; settle: () => Promise<void> }): VirtualClock {
  const heap: Task[] = []
  let now = options.startAt
  let order = 0

  async function advance(ms: number): Promise<void> {
    const end = now + ms
    await options.settle()
    for (let next = heap[0]; next && next.at <= end; next = heap[0]) {
      now = Math.max(now, next.at)
      while (heap[0] && heap[0].at <= now) takeFirst(heap).run()
      await options.settle()
    }
    now = end
  }

  return {
    now: () => now,
    schedule(delayMs, task) {
      const entry: Task = { at: now + Math.max(0, Math.round(delayMs)), order: order++, run: task }
      insert(heap, entry)
      return () => remove(heap, entry)
    },
    advance,
    pending: () => heap.length,
  }
}

function isBefore(a: Task, b: Task): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at
}

/** A sorted array and not a tree: a simulated day holds some hundred tasks, and cancelling is common. */
function insert(tasks: Task[], task: Task): void {
  let low = 0
  let high = tasks.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = tasks[middle]
    if (other && isBefore(other, task)) low = middle + 1
    else high = middle
  }
  tasks.splice(low, 0, task)
}

function remove(tasks: Task[], task: Task): void {
  const index = tasks.indexOf(task)
  if (index >= 0) tasks.splice(index, 1)
}

function takeFirst(tasks: Task[]): Task {
  const first = tasks.shift()
  if (!first) throw new Error('took from an empty clock')
  return first
}
