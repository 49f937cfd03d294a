import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { CommandId, DeviceId } from '#shared/protocol/ids.ts'

/**
 * Whether this command was taken from this device, applied or rejected. Commands are remembered in the transaction of
 * their batch, so where the last of a batch is, all of it is.
 */
export async function hasTaken(
  db: Executor,
  { deviceId, commandId }: { deviceId: DeviceId; commandId: CommandId },
): Promise<boolean> {
  return (await select(db, { deviceId, commandId })).length > 0
}

const select = prepareQuery((db, slot: { deviceId: string; commandId: string }) =>
  db
    .selectFrom('applied_command')
    .select('n')
    .where('command_id', '=', slot.commandId)
    .where('device_id', '=', slot.deviceId),
)
