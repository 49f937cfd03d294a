import type { UserId } from '#shared/protocol/ids.ts'
import type { DeskLine } from './desk-line.ts'

/** Every open line of this node, and which of a user's lines holds the agent's place. */
export type LineRegister = ReturnType<typeof createLineRegister>

export function createLineRegister() {
  const lines = new Set<DeskLine>()
  const seated = new Map<UserId, DeskLine>()
  return {
    all: (): readonly DeskLine[] => [...lines],
    seatedOf: (userId: UserId): DeskLine | undefined => seated.get(userId),
    add(line: DeskLine): void {
      // the same desk came back before its half-open line was noticed
      for (const other of lines) {
        if (other.deviceId === line.deviceId && other.user.userId === line.user.userId) other.hangUp()
      }
      lines.add(line)
    },
    /** Gives the agent's place to this line; whoever had it is told at once. */
    seat(line: DeskLine): void {
      const before = seated.get(line.user.userId)
      if (before && before !== line) {
        if (before.deviceId === line.deviceId) before.hangUp()
        else before.fenceOff()
      }
      seated.set(line.user.userId, line)
    },
    remove(line: DeskLine): void {
      lines.delete(line)
      if (seated.get(line.user.userId) === line) seated.delete(line.user.userId)
    },
  }
}
