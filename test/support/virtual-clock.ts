import { createVirtualClock, type VirtualClock } from '#shared/domain/virtual-clock.ts'

/**
 * A virtual clock for tests in Node. Work on SQLite is promises only, so one turn of the event loop drains it;
 * what waits for real I/O (PostgreSQL, sockets) is awaited through `idle`.
 */
export function createTestClock(startAt: number, idle: () => Promise<void> = async () => {}): VirtualClock {
  return createVirtualClock({
    startAt,
    settle: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      await idle()
    },
  })
}
