import { describeUser } from '#central/auth/sessions.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts'
import type { DeskLine } from './desk-line.ts'
import type { Standing } from './greeting-reads.ts'
import type { LineRegister } from './line-register.ts'
import type { LinkRoom } from './link-parts.ts'

/** Seats the desk or fences it, then tells it everything it missed. A copy is only told that it is one. */
export async function welcomeDesk(
  room: LinkRoom,
  register: LineRegister,
  line: DeskLine,
  isCopy: boolean,
): Promise<void> {
  const { context, flows } = room
  const { hello, user } = line
  const standing = await room.reads.readStanding({ userId: user.userId, deviceId: hello.deviceId })
  const deviceIsCopy = isCopy || standing.highestN > hello.highestN
  const { fence, fenced } = deviceIsCopy
    ? { fence: hello.fence ?? 1, fenced: true }
    : await findSeat(room, register, line, standing)
  line.seat(fence, fenced)
  if (!fenced) register.seat(line)
  const revision = await flows.readCatalogRevision()
  await line.welcome({
    protocol: PROTOCOL_VERSION,
    serverTime: context.clock.now(),
    user: describeUser(user),
    deviceIsCopy,
    catalog: revision === hello.catalogRevision ? null : await flows.readCatalog(),
    backupHorizonMs: room.backupHorizonMs,
  })
}

type Seat = { fence: number; fenced: boolean }

/**
 * A log-in takes the place. A desk that comes back keeps it while nobody else took it; once somebody did, also while
 * this one waited for its turn, it is welcomed fenced and takes nothing away.
 */
async function findSeat(
  { flows, inTurn }: LinkRoom,
  register: LineRegister,
  { hello, user: { userId } }: DeskLine,
  { fence: current, deviceId }: Standing,
): Promise<Seat> {
  if (hello.fence === null) {
    const seated = await inTurn(() => flows.signInDesk({ userId, deviceId: hello.deviceId, unlessAfter: null }))
    return seated.ok ? { fence: seated.value.fence, fenced: false } : { fence: current, fenced: true }
  }
  const outside: Seat = { fence: hello.fence, fenced: true }
  if (current > hello.fence) return outside
  if (current === hello.fence && deviceId === hello.deviceId) {
    const lease = await flows.renewLease({ userId, fence: current })
    if (lease.ok) return { fence: current, fenced: false }
    if (lease.refusal.code === 'fenced') return outside
  }
  return inTurn(async () => {
    // a copy that became a device of its own does not push out the desk it was copied from
    const holder = register.seatedOf(userId)
    const isHeld = holder !== undefined && holder.deviceId === deviceId && holder.socketId !== hello.lastLine
    if (isHeld && holder.deviceId !== hello.deviceId) return outside
    const seated = await flows.signInDesk({ userId, deviceId: hello.deviceId, unlessAfter: current })
    return seated.ok ? { fence: seated.value.fence, fenced: false } : outside
  })
}
