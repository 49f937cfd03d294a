import { prepareQuery } from '#central/db/prepare-query.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { lockInteractions } from '#central/interactions/lock-interactions.ts'
import { maskTexts } from '#shared/domain/cards/mask-texts.ts'
import { type Paperwork, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { applyCommand } from './apply-command.ts'
import { type Batch, createPendingRows, flushBatch, type Verdict } from './batch.ts'
import { claimCommands, type Sender } from './claim-commands.ts'
import { type KnownUser, readKnownRecords } from './known-records.ts'
import { rememberVerdicts } from './remember-verdicts.ts'
import { reopenLost } from './reopen-lost.ts'

/**
 * Applies one push of a desk in one transaction, each command exactly once however often it arrives, in the
 * order of the desk's numbers. Answers in the order given, one answer each. A rejected command is remembered and
 * holds up nothing behind it. Throws only when the whole transaction failed: then nothing happened, push again.
 */
export function applyPaperwork(
  context: FlowContext,
  { commands, ...sender }: Sender & { commands: readonly Paperwork[] },
): Promise<PaperworkAnswer[]> {
  if (commands.length === 0) return Promise.resolve([])
  return runFlow(context, async (flow) => {
    const { fresh, answers } = await claimCommands(flow.tx, sender, commands, flow.now)
    const verdicts = await applyFresh(flow, sender.userId, fresh)
    await rememberVerdicts(flow.tx, verdicts)
    const told = new Set<string>()
    return commands.map(({ commandId }): PaperworkAnswer => {
      const verdict = verdicts.get(commandId)
      if (!verdict) return answers.get(commandId) ?? { commandId, result: 'duplicate' }
      const again = told.has(commandId)
      told.add(commandId)
      return again && verdict.result === 'applied' ? { commandId, result: 'duplicate' } : { commandId, ...verdict }
    })
  })
}

async function applyFresh(flow: Flow, userId: UserId, commands: readonly Paperwork[]): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>()
  if (commands.length === 0) return verdicts
  await lockInteractions(flow.tx, collectRewritten(commands))
  const user = await readUser(flow, userId)
  const known = await readKnownRecords(flow.tx, userId, commands)
  await reopenLost(flow, user, known.interactions, commands)
  const batch: Batch = { flow, user, known, pending: createPendingRows() }
  for (const command of commands) {
    // the one way in: whatever a desk sends, no card number gets past here into the database
    const masked = { ...command, body: maskTexts(PaperworkBody, command.body) }
    verdicts.set(command.commandId, await applyCommand(batch, masked))
  }
  await flushBatch(batch)
  return verdicts
}

/** Interactions of which one row must stay the only one of its kind: the current outcome, the owner. */
function collectRewritten(commands: readonly Paperwork[]): string[] {
  const ids = new Set<string>()
  for (const { body } of commands) {
    if (body.type === 'interaction.dispose' || body.type === 'interaction.link') ids.add(body.interactionId)
    if (body.type === 'customer.create' && body.interactionId) ids.add(body.interactionId)
  }
  return [...ids]
}

async function readUser(flow: Flow, userId: UserId): Promise<KnownUser> {
  const [row] = await selectUser(flow.tx, { userId })
  if (!row) throw new Error(`there is no user ${userId}`)
  return { userId, ...row }
}

const selectUser = prepareQuery((db, slot: { userId: string }) =>
  db.selectFrom('user').select(['name', 'role']).where('id', '=', slot.userId),
)
