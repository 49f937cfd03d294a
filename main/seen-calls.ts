import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { SeenCall } from '#shared/protocol/command/seen-call.ts'
import type { InteractionId } from '#shared/protocol/ids.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'

/** Work about calls of this desk, each with what is known here of its call: said once per call, with its first piece. */
export function addSeenCalls(bodies: readonly PaperworkBody[], projection: Snapshot): PaperworkBody[] {
  const told = new Set<InteractionId>()
  return bodies.map((body) => {
    if (body.type !== 'interaction.note' && body.type !== 'interaction.dispose' && body.type !== 'wrap-up.finish') {
      return body
    }
    if (told.has(body.interactionId)) return body
    const seen = findSeenCall(projection, body.interactionId)
    if (seen === null) return body
    told.add(body.interactionId)
    return { ...body, seen }
  })
}

function findSeenCall({ calls, wrapUps }: Snapshot, interactionId: InteractionId): SeenCall | null {
  const wrapUp = wrapUps.find(({ facts }) => facts.interactionId === interactionId)
  const entry = calls.find(({ call }) => call.interactionId === interactionId)
  const picture = entry?.picture ?? wrapUp?.picture
  // an empty picture claims nothing: its number is not one that was withheld
  if (!picture || picture.dialledNumber === '') return null
  const about = {
    number: picture.callerNumber?.slice(0, 40) ?? null,
    matchReason: picture.match.kind === 'known' ? picture.match.reason : null,
  }
  if (entry) {
    const { queueId, direction, arrivedAt } = entry.call
    return { ...about, queueId, direction, customerId: entry.customerId, startedAt: arrivedAt, talkMs: null }
  }
  if (!wrapUp) return null
  const { queueId, startedAt, talkMs } = wrapUp.facts
  return {
    ...{ ...about, queueId, direction: 'inbound', customerId: wrapUp.customerId },
    ...{ startedAt: Math.max(0, startedAt - talkMs), talkMs },
  }
}
