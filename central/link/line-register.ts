import type { UserId } from '#shared/protocol/ids.ts'
import type { DeskLine } from './desk-line.ts'

/** Every open line of this node, and which of a user's lines holds the agent's place. */
export type LineRegister = ReturnType<typeof createLineRegister<DeskLine>>

type Seatable = Pick<
  DeskLine,
  'deviceId' | 'socketId' | 'lastLine' | 'atWork' | 'fence' | 'seat' | 'hangUp' | 'fenceOff'
> & { user: { userId: UserId } }

export function createLineRegister<Line extends Seatable>() {
  const lines = new Set<Line>()
  /** hundreds greet together after a restart: nobody looks through all for each */
  const byDevice = new Map<string, Set<Line>>()
  const seated = new Map<UserId, Line>()
  return {
    all: (): readonly Line[] => [...lines],
    seatedOf: (userId: UserId): Line | undefined => seated.get(userId),
    /**
     * False: a desk of this very device is at work on a line that this one never had, so its store was copied. The two
     * would hang each other up for ever; the newcomer is told instead, and the other is left in peace.
     */
    add(line: Line): boolean {
      const ofDevice = byDevice.get(line.deviceId) ?? new Set<Line>()
      const others = [...ofDevice].filter((other) => other.user.userId === line.user.userId)
      lines.add(line)
      byDevice.set(line.deviceId, ofDevice.add(line))
      if (others.some((other) => other.atWork && other.socketId !== line.lastLine)) return false
      // the same desk came back before its half-open line was noticed
      for (const other of others) other.hangUp()
      return true
    },
    /**
     * Gives the agent's place to this line; whoever had it is told at once. Two who said hello together may come
     * here in either order: the higher fence stays. A line that was lost meanwhile takes nothing.
     */
    seat(line: Line): void {
      if (!lines.has(line)) return
      const before = seated.get(line.user.userId)
      if (before && before.fence > line.fence) {
        line.seat(line.fence, true)
        return
      }
      if (before && before !== line) {
        if (before.deviceId === line.deviceId) before.hangUp()
        else before.fenceOff()
      }
      seated.set(line.user.userId, line)
    },
    remove(line: Line): void {
      lines.delete(line)
      const ofDevice = byDevice.get(line.deviceId)
      ofDevice?.delete(line)
      if (ofDevice?.size === 0) byDevice.delete(line.deviceId)
      if (seated.get(line.user.userId) === line) seated.delete(line.user.userId)
    },
  }
}
