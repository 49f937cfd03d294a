import { expect } from 'vitest'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { logInDemo } from './log-in.ts'
import type { WritingAgent } from './writing-agent.ts'

const PATIENCE = { timeout: 30_000 }

/**
 * A caller of the demo's line rings at this agent, who answers, writes a note and hangs up. Answers the conversation's
 * id. Three commands of paperwork come of it, each sent by itself.
 */
export async function takeCall({ desk, userId, writings }: WritingAgent, centralUrl: string, from: string) {
  const { token } = await logInDemo(centralUrl, 'admin')
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    const answer = await fetch(`${centralUrl}/api/v1${path}`, init)
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return answer.json()
  }
  const steer = async (command: LiveCommand) =>
    expect(await desk.send({ kind: 'live', command }), command.type).toEqual({ ok: true })
  const write = async (body: object) => {
    const bodies = [PaperworkBody.parse(body)]
    expect(await desk.send({ kind: 'paperwork', bodies, dropDraft: null })).toEqual({ ok: true })
    writings.commands += 1
  }
  const position = async () => (await desk.snapshot()).projection
  await expect.poll(() => desk.linkStatus().kind, PATIENCE).toBe('online')
  await steer({ type: 'agent.set-state', state: { kind: 'available' } })
  const { queues } = await ask('GET', '/queues')
  const { queueId, numbers } = queues.find(({ members }: { members: string[] }) => members.includes(userId))
  await ask('POST', '/simulator/calls', { from, to: numbers[0] })
  await expect.poll(async () => (await position()).offer, PATIENCE).not.toBeNull()
  const { offer } = await position()
  if (!offer) throw new Error('the offer is gone')
  const { offerId, callId, interactionId } = offer.facts
  await steer({ type: 'call.answer', offerId })
  await expect.poll(async () => (await position()).calls[0]?.call.answeredAt ?? null, PATIENCE).not.toBeNull()
  await write({ type: 'interaction.note', interactionId, noteId: `note-${interactionId}`, revision: 1, text: 'agreed' })
  await steer({ type: 'call.hang-up', callId })
  await expect.poll(async () => (await position()).wrapUps.length, PATIENCE).toBe(1)
  const [wrapUp] = (await position()).wrapUps
  await write({ type: 'interaction.dispose', interactionId, code: 'no_action', reasonCode: null, followUp: null })
  await write({ type: 'wrap-up.finish', wrapUpId: wrapUp?.facts.wrapUpId, interactionId, then: 'next' })
  return { interactionId: interactionId as string, queueId: queueId as string }
}
