import { CommandId } from '#shared/protocol/ids.ts'
import { CUSTOMERS } from '#test/simulation/world/template.ts'
import type { Said } from './ledger.ts'
import { pickInteraction } from './on-paper.ts'
import { type At, send } from './send.ts'

export function readCard({ world, seat, dice }: At): boolean {
  const { process } = seat
  const customerId = dice.pick(CUSTOMERS)
  if (!process || !customerId) return false
  process.desk.query('customer.card', { customerId }).then(
    (answer) => {
      if (!answer.ok || seat.process !== process) return
      const { card } = answer.data as { card: { profile: { fieldVersions: Record<string, number> } } | null }
      if (card) seat.console.versions.set(customerId, card.profile.fieldVersions)
    },
    (error: unknown) => {
      if (seat.process === process) world.fail(`${seat.name} could not read a card: ${String(error)}`)
    },
  )
  return true
}

/** Two windows of one desk: now and then the older save comes last. */
export function saveDraft(at: At): boolean {
  const known = pickInteraction(at)
  const key = known?.interactionId ?? 'new-customer'
  const newest = at.seat.console.drafts.get(key) ?? 0
  const revisions = at.dice.chance(0.25) ? [newest + 2, newest + 1] : [newest + 1]
  at.seat.console.drafts.set(key, Math.max(...revisions))
  let sent = false
  for (const revision of revisions) {
    const fields = { text: `typed ${revision} ${at.world.ledger.drafts.length}` }
    const draft = { desk: at.seat.name, key, revision, fields, said: 'unknown' as Said }
    at.world.ledger.drafts.push(draft)
    sent = send(at, { kind: 'local', command: { type: 'draft.save', key, revision, fields } }, (said) => {
      draft.said = said
    })
  }
  return sent
}

export function dropDraft(at: At): boolean {
  const key = at.dice.pick([...at.seat.console.drafts.keys()])
  if (key === undefined) return false
  const drop = { desk: at.seat.name, key, dropped: true as const, said: 'unknown' as Said }
  at.world.ledger.drafts.push(drop)
  return send(at, { kind: 'local', command: { type: 'draft.drop', key } }, (said) => {
    drop.said = said
  })
}

export function seeToRefused(at: At): boolean {
  const item = at.dice.pick(at.seat.console.rejected())
  if (item?.state.kind !== 'rejected') return false
  const commandId = CommandId.parse(item.commandId)
  const { code, field } = item.state.refusal
  if (at.dice.chance(0.3)) return send(at, { kind: 'local', command: { type: 'outbox.retry', commandId } })
  const thrown = { desk: at.seat.name, body: item.body, code, field: field ?? null }
  at.world.ledger.discarded.push(thrown)
  return send(at, { kind: 'local', command: { type: 'outbox.discard', commandId } }, (said) => {
    if (said === 'refused') at.world.ledger.discarded.splice(at.world.ledger.discarded.indexOf(thrown), 1)
  })
}
