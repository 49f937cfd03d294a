import { describeUser } from '#central/auth/sessions.ts'
import type { Hello } from '#shared/protocol/envelope.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts'
import type { DeskLine } from './desk-line.ts'
import type { LineRegister } from './line-register.ts'
import type { LinkParts } from './link-parts.ts'

/** Seats the desk or fences it, then tells it everything it missed. A copy is only told that it is one. */
export async function welcomeDesk(
  parts: LinkParts,
  register: LineRegister,
  line: DeskLine,
  isCopy: boolean,
): Promise<void> {
  const { context, flows } = parts
  const { hello, user } = line
  const deviceIsCopy = isCopy || (await readHighestN(parts, hello)) > hello.highestN
  const { fence, fenced } = deviceIsCopy
    ? { fence: hello.fence ?? 1, fenced: true }
    : await findSeat(parts, register, line)
  line.seat(fence, fenced)
  if (!fenced) register.seat(line)
  const revision = await flows.readCatalogRevision()
  await line.welcome({
    protocol: PROTOCOL_VERSION,
    serverTime: context.clock.now(),
    user: describeUser(user),
    deviceIsCopy,
    catalog: revision === hello.catalogRevision ? null : await flows.readCatalog(),
    backupHorizonMs: parts.backupHorizonMs,
  })
}

/**
 * A log-in takes the place. A desk that comes back keeps it while nobody else took it; once somebody did, it is
 * welcomed fenced and takes nothing away.
 */
async function findSeat({ context, flows }: LinkParts, register: LineRegister, { hello, user }: DeskLine) {
  const { userId } = user
  const agent = await context.db
    .selectFrom('agent')
    .select(['fence', 'device_id'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  const current = agent?.fence ?? 0
  if (hello.fence !== null && current > hello.fence) return { fence: hello.fence, fenced: true }
  if (hello.fence !== null && current === hello.fence && agent?.device_id === hello.deviceId) {
    const lease = await flows.renewLease({ userId, fence: current })
    if (lease.ok) return { fence: current, fenced: false }
    if (lease.refusal.code === 'fenced') return { fence: hello.fence, fenced: true }
  }
  // a copy that became a device of its own does not push out the desk it was copied from
  const holder = register.seatedOf(userId)
  const isHeld = holder !== undefined && holder.deviceId === agent?.device_id && holder.socketId !== hello.lastLine
  if (hello.fence !== null && current <= hello.fence && isHeld && holder.deviceId !== hello.deviceId) {
    return { fence: hello.fence, fenced: true }
  }
  const { fence } = await flows.signInDesk({ userId, deviceId: hello.deviceId })
  return { fence, fenced: false }
}

async function readHighestN({ context }: LinkParts, hello: Hello): Promise<number> {
  const device = await context.db
    .selectFrom('device')
    .select('highest_n')
    .where('device_id', '=', hello.deviceId)
    .executeTakeFirst()
  return device?.highest_n ?? 0
}
