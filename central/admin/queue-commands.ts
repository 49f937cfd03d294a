import { z } from 'zod'
import { createQueue, setMember, setNumber } from '#central/flows/set-up/change-queues.ts'
import { listQueues } from '#central/routing/queue-set-up.ts'
import { quoteInput } from '#shared/domain/quote-input.ts'
import { QueueId } from '#shared/protocol/ids.ts'
import { PersonName } from '#shared/protocol/scalars.ts'
import { type AdminCommand, findUserId, refuseUsage, tellInvalid, tellRefusal } from './admin-command.ts'

const NewQueue = z.object({
  id: QueueId,
  name: PersonName,
  'name-zh-cn': PersonName.optional(),
  'name-zh-tw': PersonName.optional(),
})

export const queueCommands: Record<string, AdminCommand> = {
  async 'queue add'({ db }, [id], flags) {
    const queue = NewQueue.safeParse({ id, ...flags })
    if (!queue.success) return tellInvalid(queue.error)
    const { name, 'name-zh-cn': cn = name, 'name-zh-tw': tw = name } = queue.data
    const made = await createQueue(db, { queueId: queue.data.id, name: { en: name, 'zh-CN': cn, 'zh-TW': tw } })
    return made.ok ? { ok: true, text: `Added the queue ${queue.data.id}.` } : tellRefusal(made.refusal)
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
    const set = await setMember(tools, { queueId, userId, serves: remove !== true })
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
  { db, region }: Parameters<AdminCommand>[0],
  [number, queueId]: readonly string[],
  reaches: boolean,
): ReturnType<AdminCommand> {
  if (number === undefined || queueId === undefined) return refuseUsage()
  const set = await setNumber(db, { number, queueId, region, reaches })
  if (!set.ok) return tellRefusal(set.refusal)
  return { ok: true, text: `${set.value} ${reaches ? 'reaches' : 'no longer reaches'} ${queueId}.` }
}
