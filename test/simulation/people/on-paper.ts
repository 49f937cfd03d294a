import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { ConflictId, CustomerId, InteractionId, NoteId, TaskId } from '#shared/protocol/ids.ts'
import { CUSTOMERS, DISPOSITIONS } from '#test/simulation/world/template.ts'
import type { KnownInteraction } from './console.ts'
import type { Said } from './ledger.ts'
import { type At, send } from './send.ts'

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

export function pickInteraction({ seat, dice }: At): KnownInteraction | undefined {
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

export function writeNote(at: At): boolean {
  const known = pickInteraction(at)
  return known ? write(at, [makeNote(at, known)]) : false
}

export function dispose(at: At): boolean {
  const known = pickInteraction(at)
  return known ? write(at, [makeDisposition(at, known)]) : false
}

export function finish(at: At): boolean {
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

export function editCustomer(at: At): boolean {
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

export function addCustomer(at: At): boolean {
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

export function link(at: At): boolean {
  const known = pickInteraction(at)
  if (!known) return false
  const customerId = at.dice.chance(0.2) ? null : (at.dice.pick(CUSTOMERS) ?? null)
  const interactionId = InteractionId.parse(known.interactionId)
  return write(at, [{ type: 'interaction.link', interactionId, customerId }])
}

export function makeTask(at: At): boolean {
  const followUp = { taskId: newTask(at), kind: 'task' as const, title: `do ${sayUnique(at)}`, dueAt: null }
  const customerId = at.dice.pick(CUSTOMERS) ?? null
  return write(at, [{ type: 'task.create', followUp, customerId, interactionId: null }])
}

export function completeTask(at: At): boolean {
  const id = at.dice.pick(at.seat.console.tasks)
  return id ? write(at, [{ type: 'task.complete', taskId: TaskId.parse(id) }]) : false
}

export function acknowledge(at: At): boolean {
  const id = at.dice.pick([...at.seat.console.conflicts])
  return id ? write(at, [{ type: 'conflict.acknowledge', conflictId: ConflictId.parse(id) }]) : false
}
