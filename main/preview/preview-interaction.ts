import type { InteractionId } from '#shared/protocol/ids.ts'
import type { InteractionView } from '#shared/protocol/view/customer.ts'
import type { PendingWork, PreviewContext } from './pending.ts'

/** The interaction as it will read once central has applied what is pending. */
export function previewInteraction(
  view: InteractionView,
  pending: readonly PendingWork[],
  { user }: PreviewContext,
): InteractionView {
  let { notes, disposition } = view
  for (const { body, writtenAt } of pending) {
    if (body.type === 'interaction.note' && body.interactionId === view.interactionId) {
      const note = { noteId: body.noteId, text: body.text, author: user.name, writtenAt }
      notes = notes.filter((other) => other.noteId !== body.noteId).concat(note)
    }
    if (body.type === 'interaction.dispose' && body.interactionId === view.interactionId) {
      const { code, reasonCode } = body
      disposition = { code, reasonCode, recordedAt: writtenAt, recordedBy: user.name, correctedAt: null }
    }
  }
  return { ...view, notes, disposition }
}

/** A call that is on this desk but in no answer yet: one that ended while central was away. */
export function makeOpenInteraction(interactionId: InteractionId, context: PreviewContext): InteractionView | null {
  const { calls, wrapUps } = context.projection
  const call = calls.find((entry) => entry.call.interactionId === interactionId)?.call
  const wrapUp = wrapUps.find((entry) => entry.facts.interactionId === interactionId)?.facts
  if (!call && !wrapUp) return null
  return {
    interactionId,
    channel: 'call',
    direction: call?.direction ?? 'inbound',
    startedAt: call?.arrivedAt ?? (wrapUp ? wrapUp.startedAt - wrapUp.talkMs : 0),
    durationMs: wrapUp?.talkMs ?? null,
    subject: null,
    summary: null,
    agentName: context.user.name,
    queueName: null,
    result: wrapUp ? 'handled' : 'open',
    disposition: null,
    notes: [],
    satisfaction: null,
  }
}
