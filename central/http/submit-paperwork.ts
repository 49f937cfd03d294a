import type { SessionUser } from '#central/auth/sessions.ts'
import { restDeviceOf } from '#central/flows/paperwork/rest-device.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { CommandId } from '#shared/protocol/ids.ts'
import type { HttpParts } from './http-parts.ts'
import { RefusalError } from './refusal-error.ts'

/**
 * REST writes take the desks' own road: exactly once by their idempotency key, with the same history and conflicts.
 * Resolves to whether somebody's value was replaced; throws the refusal of what was rejected.
 */
export function createPaperworkDoor({ context, applyPaperwork }: Pick<HttpParts, 'context' | 'applyPaperwork'>) {
  let count = 0
  return async (user: SessionUser, key: CommandId | undefined, body: PaperworkBody): Promise<boolean> => {
    const writtenAt = context.clock.now()
    count = (count + 1) % 1000
    // a number of its own per request: time, then a counter within the millisecond
    const command = { commandId: key ?? CommandId.parse(context.newId()), n: writtenAt * 1000 + count, writtenAt, body }
    const sender = { userId: user.userId, deviceId: restDeviceOf(user.userId) }
    const [answer] = await applyPaperwork({ ...sender, commands: [command] })
    if (answer?.result === 'rejected') throw new RefusalError(answer.refusal)
    return answer?.result === 'conflict'
  }
}
