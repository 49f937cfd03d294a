import { TaskId } from '#shared/protocol/ids.ts'
import { live } from './on-calls.ts'
import type { At } from './send.ts'

/** One of the list of messages, which is shown a second late: a colleague may have taken it on. */
export function takeOnMessage(at: At): boolean {
  const { centralDisk } = at.world
  if (centralDisk.raw.inTransaction) return false
  const waiting = centralDisk.rows(`select id from task where kind = 'voicemail' and status = 'open' order by id`, [])
  const message = at.dice.pick(waiting.map(({ id }) => String(id)))
  return message === undefined ? false : live(at, { type: 'voicemail.take', taskId: TaskId.parse(message) })
}
