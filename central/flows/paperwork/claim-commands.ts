import { insertInBulk } from '#central/db/bulk-insert.ts'
import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import type { PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import { Refusal, refuse } from '#shared/protocol/error.ts'
import type { DeviceId, UserId } from '#shared/protocol/ids.ts'

export type Sender = { userId: UserId; deviceId: DeviceId }
export type Claims = {
  /** commands nobody has applied yet, once each, by their number */
  fresh: Paperwork[]
  /** what is already known about the others */
  answers: Map<string, PaperworkAnswer>
}

/**
 * Takes the commands that were never seen. The unique rows of `applied_command` are inserted before anything else,
 * so a second push of the same commands waits here for the first and then finds them taken.
 */
export async function claimCommands(
  tx: Executor,
  { userId, deviceId }: Sender,
  commands: readonly Paperwork[],
  now: number,
): Promise<Claims> {
  const ordered = [...commands].sort((a, b) => a.n - b.n)
  if (!(await visitDevice(tx, { userId, deviceId }, ordered.at(-1)?.n ?? 0, now))) {
    // not remembered: it would take the numbers of the device's owner
    return { fresh: [], answers: answerAll(ordered, (command) => reject(command, 'forbidden')) }
  }
  const rows = ordered.map((command) => ({
    command_id: command.commandId,
    device_id: deviceId,
    n: command.n,
    user_id: userId,
    type: command.body.type,
    result: 'applied' as const,
    refusal: null,
    received_at: now,
  }))
  const inserted = await insertInBulk(tx, 'applied_command', rows, 'on conflict do nothing returning command_id')
  const claimed = new Set(inserted.map((row) => row.command_id))

  const fresh = new Map<string, Paperwork>()
  const seenBefore: Paperwork[] = []
  for (const command of ordered) {
    if (!claimed.has(command.commandId)) seenBefore.push(command)
    else if (!fresh.has(command.commandId)) fresh.set(command.commandId, command)
  }
  return { fresh: [...fresh.values()], answers: await answerSeen(tx, { userId, deviceId }, seenBefore) }
}

/** Keeps the device's highest number; false when the device belongs to another user. */
async function visitDevice(tx: Executor, { userId, deviceId }: Sender, highest: number, now: number): Promise<boolean> {
  return (await visit(tx, { userId, deviceId, highest, now })).length > 0
}

type Visit = { userId: string; deviceId: string; highest: number; now: number }

const visit = prepareQuery((db, slot: Visit) =>
  db
    .insertInto('device')
    .values({
      device_id: slot.deviceId,
      user_id: slot.userId,
      highest_n: slot.highest,
      first_seen_at: slot.now,
      last_seen_at: slot.now,
    })
    .onConflict((conflict) =>
      conflict
        .column('device_id')
        .doUpdateSet((e) => ({
          last_seen_at: e.ref('excluded.last_seen_at'),
          highest_n: e
            .case()
            .when('device.highest_n', '<', e.ref('excluded.highest_n'))
            .then(e.ref('excluded.highest_n'))
            .else(e.ref('device.highest_n'))
            .end(),
        }))
        .whereRef('device.user_id', '=', 'excluded.user_id'),
    )
    .returning('device_id'),
)

async function answerSeen(tx: Executor, sender: Sender, commands: Paperwork[]): Promise<Map<string, PaperworkAnswer>> {
  if (commands.length === 0) return new Map()
  const rows = await tx
    .selectFrom('applied_command')
    .select(['command_id', 'user_id', 'result', 'refusal'])
    .where(
      'command_id',
      'in',
      commands.map((command) => command.commandId),
    )
    .execute()
  const known = new Map(rows.map((row) => [row.command_id, row]))
  return answerAll(commands, (command): PaperworkAnswer => {
    const row = known.get(command.commandId)
    // its number was used by a different command: calling that a duplicate would lose this one without a word
    if (!row) return reject(command, 'duplicate', 'n')
    if (row.user_id !== sender.userId) return reject(command, 'forbidden')
    const { commandId } = command
    if (row.result === 'rejected') {
      return { commandId, result: 'rejected', refusal: Refusal.parse(JSON.parse(row.refusal ?? '{"code":"internal"}')) }
    }
    return { commandId, result: row.result === 'conflict' ? 'conflict' : 'duplicate' }
  })
}

function answerAll(commands: readonly Paperwork[], answer: (command: Paperwork) => PaperworkAnswer) {
  return new Map<string, PaperworkAnswer>(commands.map((command) => [command.commandId, answer(command)]))
}

function reject(command: Paperwork, code: Refusal['code'], field?: string): PaperworkAnswer {
  const { refusal } = refuse(code, field ? { field } : {})
  return { commandId: command.commandId, result: 'rejected', refusal }
}
