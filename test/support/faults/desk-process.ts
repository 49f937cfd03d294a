/**
 * One agent's desk as a process of its own, made to be killed. Argument: `DeskOrder` as JSON. Prints a line once it is
 * open and, when told to write, one for everything the desk said `ok` to. Ends with its standard input.
 */
import { writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import pino from 'pino'
import { wallClock } from '#main/clock.ts'
import { openDesk } from '#main/desk.ts'
import { secureRandom } from '#main/random.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { type DeskNews, DeskOrder } from './desk-order.ts'
import { openFileKeys } from './file-keys.ts'

const order = DeskOrder.parse(JSON.parse(process.argv[2] ?? ''))
const tell = (news: DeskNews) => writeSync(1, `${JSON.stringify(news)}\n`)

const from = performance.now()
const opened = await openDesk({
  ...{ dataDir: order.dataDir, centralUrl: order.centralUrl, token: order.token, user: order.user, takeOver: false },
  ...{ clock: wallClock, random: secureRandom, log: pino({ level: 'silent' }) },
  storeKeys: openFileKeys(order.dataDir),
})
if (!opened.ok) throw new Error(`the desk did not open: ${opened.refusal.code}`)
const desk = opened.value
tell({ kind: 'open', ms: Math.round(performance.now() - from), waiting: desk.countUnsent() })
process.stdin.on('end', () => void desk.stop().then(() => process.exit(0))).resume()

for (let n = order.writeFrom ?? 0; order.writeFrom !== null; n += 1) {
  const interactionId = order.interactions[n % order.interactions.length] ?? ''
  const key = `draft-${interactionId}`
  const text = `${n} ${'写'.repeat(n % 200)}`
  const draft = { type: 'draft.save' as const, key, revision: n + 1, fields: { note: text } }
  if ((await desk.send({ kind: 'local', command: draft })).ok) tell({ kind: 'draft', key, revision: n + 1 })
  const note = { type: 'interaction.note', interactionId, noteId: `${order.prefix}-${n}`, revision: 1, text }
  const dispose = { type: 'interaction.dispose', interactionId, code: 'no_action', reasonCode: null, followUp: null }
  const bodies = [PaperworkBody.parse(note), ...(n % 3 === 0 ? [PaperworkBody.parse(dispose)] : [])]
  const dropDraft = n % 2 === 0 ? key : null
  const answer = await desk.send({ kind: 'paperwork', bodies, dropDraft })
  if (answer.ok) tell({ kind: 'written', n, commands: bodies.length, dropped: dropDraft })
  await delay(n % 4)
}
