import { changeQueue } from '#central/flows/set-up/change-queue.ts'
import { createQueue, setMember, setNumber, tellNumber, tellQueueChange } from '#central/flows/set-up/change-queues.ts'
import { listQueues } from '#central/routing/queue-set-up.ts'
import { quoteInput } from '#shared/domain/quote-input.ts'
import { QueueId } from '#shared/protocol/ids.ts'
import { PersonName } from '#shared/protocol/scalars.ts'
import { type AdminCommand, alsoNote, findUserId, refuseUsage, tellInvalid, tellRefusal } from './admin-command.ts'
import { needEnglish, QueueFlags, readLabel, readRules, type Said, tellRules } from './queue-rules.ts'

const NewQueue = QueueFlags.extend({ id: QueueId, name: PersonName }).superRefine(needEnglish())

export const queueCommands: Record<string, AdminCommand> = {
  async 'queue add'(tools, [id], flags) {
    const read = NewQueue.safeParse({ id, ...flags })
    if (!read.success) return tellInvalid(read.error)
    const { id: queueId, ...given } = read.data
    const name = readLabel(given, 'name')
    if (!name) return refuseUsage()
    const also = alsoNote(tools, { action: 'queue.created', subject: queueId })
    const made = await createQueue(tools.db, { queueId, name, ...readRules(given) }, also)
    return made.ok ? { ok: true, text: `Added the queue ${queueId}.` } : tellRefusal(made.refusal)
  },
  async 'queue change'(tools, [id], flags) {
    const queue = (await listQueues(tools.db)).find(({ queueId }) => queueId === id)
    const said: Said = { name: queue?.name ?? null, message: queue?.treatmentMessage ?? null }
    const read = QueueFlags.extend({ id: QueueId })
      .superRefine(needEnglish(said))
      .safeParse({ id, ...flags })
    if (!read.success) return tellInvalid(read.error)
    const { id: queueId, ...given } = read.data
    const name = readLabel(given, 'name', said)
    const change = { ...readRules(given, said), ...(name ? { name } : {}) }
    if (Object.keys(change).length === 0) return { ok: false, sentence: 'Refused: nothing to change is named.' }
    const also = alsoNote(tools, { action: 'queue.changed', subject: queueId, detail: tellQueueChange(change) })
    const changed = await changeQueue(tools.db, queueId, change, also)
    return changed.ok ? { ok: true, text: `Changed the queue ${queueId}.` } : tellRefusal(changed.refusal)
  },
  async 'queue show'({ db }, [id]) {
    const queue = (await listQueues(db)).find(({ queueId }) => queueId === id)
    if (!queue) return tellRefusal({ code: 'not_found', field: 'queueId' })
    return {
      ok: true,
      text: [`${queue.queueId}: ${Object.values(queue.name).join(' / ')}`, ...tellRules(queue)].join('\n  '),
    }
  },
  async 'queue list'({ db }) {
    const lines = (await listQueues(db)).map(
      ({ queueId, name, members, numbers }) =>
        `${queueId.padEnd(16)}  ${name.en}  (${members.length} members; ${numbers.join(', ') || 'no number'})`,
    )
    return { ok: true, text: lines.join('\n') || 'No queue yet.' }
  },
  async 'queue member'(tools, [queueId, login], { remove }) {
    if (queueId === undefined || login === undefined) return refuseUsage()
    const userId = await findUserId(tools, login)
    if (!userId) return { ok: false, sentence: `Nobody logs in as ${quoteInput(login)}.` }
    const action = remove ? 'queue.member-removed' : 'queue.member-added'
    const also = alsoNote(tools, { action, subject: queueId, detail: { userId } })
    const set = await setMember(tools, { queueId, userId, serves: remove !== true }, also)
    if (!set.ok) return tellRefusal(set.refusal)
    return { ok: true, text: `${login} ${remove ? 'no longer serves' : 'serves'} ${queueId}.` }
  },
  'number add': (tools, words) => changeNumber(tools, words, true),
  'number remove': (tools, words) => changeNumber(tools, words, false),
  async 'number list'({ db }) {
    const lines = (await listQueues(db)).flatMap(({ queueId, numbers }) =>
      numbers.map((number) => `${number.padEnd(16)}  ${queueId}`),
    )
    return { ok: true, text: lines.join('\n') || 'No number yet.' }
  },
}

async function changeNumber(
  tools: Parameters<AdminCommand>[0],
  [number, queueId]: readonly string[],
  reaches: boolean,
): ReturnType<AdminCommand> {
  if (number === undefined || queueId === undefined) return refuseUsage()
  const { db, region } = tools
  const action = reaches ? 'queue.number-added' : 'queue.number-removed'
  const also = alsoNote(tools, { action, subject: queueId, detail: tellNumber(number, region) })
  const set = await setNumber(db, { number, queueId, region, reaches }, also)
  if (!set.ok) return tellRefusal(set.refusal)
  return { ok: true, text: `${set.value} ${reaches ? 'reaches' : 'no longer reaches'} ${queueId}.` }
}
