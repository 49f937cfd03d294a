import type { DeskNotice } from '#shared/protocol/desk-port.ts'

/**
 * Sends what a desk tells in one turn as one message: a ring is two events, and the console draws once for both.
 * The second of two messages would also wait until the first is written.
 */
export function bundleNotices(send: (notices: readonly DeskNotice[]) => void): (notice: DeskNotice) => void {
  let waiting: DeskNotice[] = []
  return (notice) => {
    waiting.push(notice)
    if (waiting.length > 1) return
    queueMicrotask(() => {
      const bundle = waiting
      waiting = []
      send(bundle)
    })
  }
}
