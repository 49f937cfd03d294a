import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { DeskCommand } from '#shared/protocol/desk-port.ts'
import { CommandId, ConflictId, CustomerId, InteractionId, NoteId, TaskId } from '#shared/protocol/ids.ts'
import type { Dice } from '#test/simulation/world/dice.ts'
import { CUSTOMERS, DISPOSITIONS } from '#test/simulation/world/template.ts'
import type { Seat, World } from '#test/simulation/world/world.ts'
import type { KnownInteraction } from './console.ts'
import type { Said } from './ledger.ts'

/** Something a person does at a desk. False: there is nothing to do it with now. */
type Action = (at: { world: World; seat: Seat; dice: Dice }) => boolean

/** What people do, by how often. */
export const actions: readonly (readonly [number, string, Action])[] = [
  [30, 'is available', beAvailable],
  [2, 'takes a break', (at) => live(at, { type: 'agent.set-state', state: { kind: 'not_ready', reason: 'break' } })],
  [1, 'goes offline', (at) => live(at, { type: 'agent.set-state', state: { kind: 'offline' } })],
  [40, 'answers', answer],
  [2, 'declines', decline],
  [5, 'steers the call', steer],
  [3, 'hangs up', (at) => onCall(at, (callId) => ({ type: 'call.hang-up', callId }))],
  [10, 'writes a note', writeNote],
  [5, 'disposes', dispose],
  [8, 'finishes', finish],
  [1, 'extends', extend],
  [5, 'looks at a customer', readCard],
  [9, 'edits a customer', editCustomer],
  [1, 'adds a customer', addCustomer],
  [2, 'links', link],
  [2, 'makes a task', makeTask],
  [2, 'completes a task', completeTask],
  [1, 'acknowledges', acknowledge],
  [7, 'types', saveDraft],
  [1, 'drops a draft', dropDraft],
  [2, 'sees to refused work', seeToRefused],
  [3, 'takes over', takeOver],
]

type At = { world: World; seat: Seat; dice: Dice }

function send({ world, seat }: At, command: DeskCommand, said: (said: Said) => void = () => {}): boolean {
  const { process, name } = seat
  if (!process) return false
  process.desk.send(command).then(
    (answer) => {
      if (seat.process !== process) return
      said(answer.ok ? 'saved' : 'refused')
      if (!answer.ok) world.trace.say(`${name} is told ${answer.refusal.code}`)
    },
    (error: unknown) => {
      // a killed process says nothing more
      if (seat.process === process) world.fail(`${name} could not be told: ${String(error)}`)
    },
  )
  return true
}

const live = (at: At, command: LiveCommand) => send(at, { kind: 'live', command })

/** Somebody ready or busy has nothing to ask for, or seldom does. */
function beAvailable(at: At): boolean {
  const kind = at.seat.console.projection()?.state.kind
  if (kind !== 'not_ready' && kind !== 'offline' && !at.dice.chance(0.05)) return false
  return live(at, { type: 'agent.set-state', state: { kind: 'available' } })
}

function answer(at: At): boolean {
  const offer = at.seat.console.projection()?.offer
  return offer ? live(at, { type: 'call.answer', offerId: offer.facts.offerId }) : false
}

function decline(at: At): boolean {
  const offer = at.seat.console.projection()?.offer
  return offer ? live(at, { type: 'call.decline', offerId: offer.facts.offerId, reason: 'busy' }) : false
}

type CallIdOf = NonNullable<ReturnType<Seat['console']['projection']>>['calls'][number]['call']['callId']

function onCall(at: At, make: (callId: CallIdOf) => LiveCommand): boolean {
  const call = at.seat.console.projection()?.calls[0]?.call
  return call ? live(at, make(call.callId)) : false
}

function steer(at: At): boolean {
  const type = at.dice.pick(['call.hold', 'call.resume', 'call.mute', 'call.unmute'] as const) ?? 'call.hold'
  return onCall(at, (callId) => ({ type, callId }))
}

/** Every piece of work says something that was never said before: nothing can be lost or doubled unseen. */
function sayUnique({ world }: At): string {
  return `w${world.ledger.writings.length}-${world.clock.now() % 100_000}`
}

function write(at: At, bodies: readonly PaperworkBody[], dropDraft: string | null = null): boolean {
  if (!at.seat.process) return false
  const said = at.seat.console.write(bodies)
  const drop =
    dropDraft === null ? null : { desk: at.seat.name, key: dropDraft, dropped: true as const, said: 'unknown' as Said }
  if (drop) at.world.ledger.drafts.push(drop)
  return send(at, { kind: 'paperwork', bodies: [...bodies], dropDraft }, (answered) => {
    said(answered)
    if (drop) drop.said = answered
  })
}

function pickInteraction({ seat, dice }: At): KnownInteraction | undefined {
  const all = [...seat.console.interactions.values()]
  // mostly the one at hand
  return dice.chance(0.7) ? all.at(-1) : dice.pick(all)
}

function makeNote(at: At, known: KnownInteraction): PaperworkBody {
  const again = at.dice.chance(0.4) ? known.notes.at(-1) : undefined
  const note = again ?? {
    noteId: `note-${at.seat.name.replace('/', '-')}-${at.seat.console.count()}`,
    revision: 0,
  }
  if (!again) known.notes.push(note)
  note.revision += 1
  return {
    type: 'interaction.note',
    interactionId: InteractionId.parse(known.interactionId),
    noteId: NoteId.parse(note.noteId),
    revision: note.revision,
    text: `said ${sayUnique(at)}`,
  }
}

function makeDisposition(at: At, known: KnownInteraction): PaperworkBody {
  const code = at.dice.pick(DISPOSITIONS) ?? 'resolved'
  const followUp = at.dice.chance(0.3)
    ? { taskId: newTask(at), kind: 'callback' as const, title: `call ${sayUnique(at)}`, dueAt: null }
    : null
  return {
    type: 'interaction.dispose',
    interactionId: InteractionId.parse(known.interactionId),
    ...{ code, reasonCode: null, followUp },
  }
}

function newTask(at: At): TaskId {
  const id = `task-${at.seat.name.replace('/', '-')}-${at.seat.console.count()}`
  at.seat.console.tasks.push(id)
  return TaskId.parse(id)
}

function writeNote(at: At): boolean {
  const known = pickInteraction(at)
  return known ? write(at, [makeNote(at, known)]) : false
}

function dispose(at: At): boolean {
  const known = pickInteraction(at)
  return known ? write(at, [makeDisposition(at, known)]) : false
}

function finish(at: At): boolean {
  const { seat, dice } = at
  const wrapUp = seat.console.projection()?.wrapUps[0]?.facts
  const known = wrapUp && seat.console.interactions.get(wrapUp.interactionId)
  if (!wrapUp || !known) return false
  const { wrapUpId, interactionId } = wrapUp
  const then = dice.chance(0.7) ? ('available' as const) : ('next' as const)
  const end: PaperworkBody = { type: 'wrap-up.finish', wrapUpId, interactionId, then }
  const bodies = dice.chance(0.15) ? [end] : [makeNote(at, known), makeDisposition(at, known), end]
  return write(at, bodies, interactionId)
}

function extend(at: At): boolean {
  const wrapUp = at.seat.console.projection()?.wrapUps[0]?.facts
  return wrapUp ? live(at, { type: 'wrap-up.extend', wrapUpId: wrapUp.wrapUpId }) : false
}

function readCard({ world, seat, dice }: At): boolean {
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

function editCustomer(at: At): boolean {
  const { seat, dice } = at
  const customerId = dice.pick(CUSTOMERS)
  const versions = customerId && seat.console.versions.get(customerId)
  if (!customerId || !versions) return false
  const fields = dice.chance(0.2)
    ? (['note', 'jobTitle'] as const)
    : ([dice.pick(['note', 'jobTitle'] as const) ?? 'note'] as const)
  const changes = fields.map((field) => ({
    field,
    value: `${field} ${sayUnique(at)}`,
    baseVersion: versions[field] ?? 0,
  }))
  return write(at, [{ type: 'customer.update', customerId, changes }])
}

function addCustomer(at: At): boolean {
  const known = at.dice.chance(0.5) ? pickInteraction(at) : undefined
  return write(at, [
    {
      type: 'customer.create',
      customerId: CustomerId.parse(`new-${at.seat.name.replace('/', '-')}-${at.seat.console.count()}`),
      ...{ kind: 'individual', name: `New ${sayUnique(at)}`, company: null, email: null, phones: [], language: null },
      interactionId: known ? InteractionId.parse(known.interactionId) : null,
    },
  ])
}

function link(at: At): boolean {
  const known = pickInteraction(at)
  if (!known) return false
  const customerId = at.dice.chance(0.2) ? null : (at.dice.pick(CUSTOMERS) ?? null)
  const interactionId = InteractionId.parse(known.interactionId)
  return write(at, [{ type: 'interaction.link', interactionId, customerId }])
}

function makeTask(at: At): boolean {
  const followUp = { taskId: newTask(at), kind: 'task' as const, title: `do ${sayUnique(at)}`, dueAt: null }
  const customerId = at.dice.pick(CUSTOMERS) ?? null
  return write(at, [{ type: 'task.create', followUp, customerId, interactionId: null }])
}

function completeTask(at: At): boolean {
  const id = at.dice.pick(at.seat.console.tasks)
  return id ? write(at, [{ type: 'task.complete', taskId: TaskId.parse(id) }]) : false
}

function acknowledge(at: At): boolean {
  const id = at.dice.pick([...at.seat.console.conflicts])
  return id ? write(at, [{ type: 'conflict.acknowledge', conflictId: ConflictId.parse(id) }]) : false
}

/** Two windows of one desk: now and then the older save comes last. */
function saveDraft(at: At): boolean {
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

function dropDraft(at: At): boolean {
  const key = at.dice.pick([...at.seat.console.drafts.keys()])
  if (key === undefined) return false
  const drop = { desk: at.seat.name, key, dropped: true as const, said: 'unknown' as Said }
  at.world.ledger.drafts.push(drop)
  return send(at, { kind: 'local', command: { type: 'draft.drop', key } }, (said) => {
    drop.said = said
  })
}

function seeToRefused(at: At): boolean {
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

function takeOver(at: At): boolean {
  if (at.seat.console.link() !== 'fenced') return false
  return send(at, { kind: 'local', command: { type: 'desk.take-over' } })
}
