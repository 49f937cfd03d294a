import pino from 'pino'
import { wallClock } from '#main/clock.ts'
import { type OpenDesk, openDesk } from '#main/desk.ts'
import type { OpenLine } from '#main/link/line.ts'
import { createSocketLines } from '#main/link/socket-line.ts'
import { secureRandom } from '#main/random.ts'
import type { Random } from '#shared/domain/random.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { createMemoryKeys } from '#test/support/open-test-desk.ts'
import { type Acknowledgements, createAcknowledgements } from './acknowledgements.ts'
import { logInDemo } from './log-in.ts'

/** Everything a desk took with `ok`, in the order it was written. */
type Writings = {
  notes: Map<string, { revision: number; text: string }>
  dispositions: Map<string, number>
  tasks: Set<string>
  /** values written into the agent's own customer's note field, in order */
  edits: string[]
  commands: number
}

/** A real desk with an encrypted store of its own, and somebody who never stops writing. */
export type WritingAgent = {
  desk: OpenDesk
  login: string
  userId: UserId
  customerId: string
  writings: Writings
  heard: Acknowledgements
  /** writes one to four commands of mixed kinds; throws when the desk refuses any */
  write(): Promise<void>
}

export async function openWritingAgent(parts: {
  login: string
  centralUrl: string
  dataDir: string
  random: Random
  /** what this agent writes about, its own */
  interactions: (userId: UserId) => Promise<string[]>
  customerId: string
  lines?: OpenLine
}): Promise<WritingAgent> {
  const { login, centralUrl, dataDir, random, customerId } = parts
  const { token, user } = await logInDemo(centralUrl, login)
  const heard = createAcknowledgements()
  const opened = await openDesk({
    ...{ dataDir, storeKeys: createMemoryKeys(), centralUrl, token, user, takeOver: true },
    ...{ clock: wallClock, random: secureRandom, log: pino({ level: 'silent' }) },
    openLine: heard.overhear(parts.lines ?? createSocketLines(centralUrl, wallClock)),
  })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const desk = opened.value
  const interactions = await parts.interactions(user.userId)
  const writings: Writings = {
    ...{ notes: new Map(), dispositions: new Map(), tasks: new Set(), edits: [], commands: 0 },
  }
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T

  function think(): { body: PaperworkBody; taken: () => void } {
    const n = writings.commands
    const interactionId = pick(interactions)
    const dice = random.next()
    if (dice < 0.6) {
      const known = [...writings.notes.keys()].filter((key) => key.endsWith(interactionId)).slice(-3)
      const noteId = known.length > 0 && random.next() < 0.5 ? pick(known) : `${login}-${n}-${interactionId}`
      const revision = (writings.notes.get(noteId)?.revision ?? 0) + 1
      // without the ids: their digits can happen to be a card's, which the desk would mask
      const text = `${login} ${n} ${revision} ${'写'.repeat(Math.floor(random.next() * 200))}`
      const body = { type: 'interaction.note', interactionId, noteId, revision, text }
      return { body: PaperworkBody.parse(body), taken: () => void writings.notes.set(noteId, { revision, text }) }
    }
    if (dice < 0.75) {
      const body = { type: 'interaction.dispose', interactionId, code: 'no_action', reasonCode: null, followUp: null }
      const count = (writings.dispositions.get(interactionId) ?? 0) + 1
      return { body: PaperworkBody.parse(body), taken: () => void writings.dispositions.set(interactionId, count) }
    }
    if (dice < 0.9) {
      const taskId = `${login}-task-${n}`
      const followUp = { taskId, kind: 'task', title: `task ${n}`, dueAt: null }
      const body = { type: 'task.create', followUp, customerId: null, interactionId }
      return { body: PaperworkBody.parse(body), taken: () => void writings.tasks.add(taskId) }
    }
    const value = `${login} edit ${n}`
    const changes = [{ field: 'note', value, baseVersion: 0 }]
    const body = { type: 'customer.update', customerId, changes }
    return { body: PaperworkBody.parse(body), taken: () => void writings.edits.push(value) }
  }

  return {
    ...{ desk, login },
    userId: user.userId,
    customerId,
    writings,
    heard,
    async write() {
      for (let count = 1 + Math.floor(random.next() * 4); count > 0; count -= 1) {
        const { body, taken } = think()
        const answer = await desk.send({ kind: 'paperwork', bodies: [body], dropDraft: null })
        if (!answer.ok) throw new Error(`the desk refused: ${answer.refusal.code}`)
        taken()
        writings.commands += 1
      }
    },
  }
}
