import type { FlowContext } from '#central/flows/flow-context.ts'
import { applyPaperwork } from '#central/flows/paperwork/apply-batch.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { DeviceId, type UserId } from '#shared/protocol/ids.ts'
import { createOutbox } from './paperwork.ts'

/** Desks of agents who write something, one command a push; throws when central does not apply it. */
export function createWriters(context: () => FlowContext) {
  const outboxes = new Map<UserId, ReturnType<typeof createOutbox>>()
  return async ({ userId }: { userId: UserId }, body: PaperworkBody): Promise<void> => {
    const outbox = outboxes.get(userId) ?? createOutbox()
    outboxes.set(userId, outbox)
    const sender = { userId, deviceId: DeviceId.parse(`desk-${userId}`) }
    const [answer] = await applyPaperwork(context(), { ...sender, commands: [outbox.write(body)] })
    if (answer?.result !== 'applied') throw new Error(`${body.type} was not applied: ${JSON.stringify(answer)}`)
  }
}
