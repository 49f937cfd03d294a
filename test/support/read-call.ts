import type { Executor } from '#central/db/executor.ts'

export function readCall(db: Executor, callId: string) {
  return db.selectFrom('call').selectAll().where('id', '=', callId).executeTakeFirstOrThrow()
}

export function readInteraction(db: Executor, interactionId: string) {
  return db.selectFrom('interaction').selectAll().where('id', '=', interactionId).executeTakeFirstOrThrow()
}
