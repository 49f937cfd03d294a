import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import type { Product } from './product.ts'

const words = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text })

type QueueSetUp = {
  name: string
  number: string
  members: readonly string[]
  rules: Record<string, unknown>
}

/** A queue of one's own over central's API, as an administrator sets it up: its rules fit what a test looks at. */
export async function addQueue(product: Product, admin: string, queue: QueueSetUp): Promise<void> {
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await product.api(admin, method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const made = await ask('POST', '/queues', { name: words(queue.name), ...queue.rules })
  const { queueId } = made as { queueId: string }
  for (const userId of queue.members) await ask('PUT', `/queues/${queueId}/members/${userId}`)
  await ask('PUT', `/queues/${queueId}/numbers/${encodeURIComponent(queue.number)}`)
}

/** Deletes an outcome, so that what a desk says of it is refused. Central must be stopped: its file is its own. */
export function removeOutcome(dataDir: string, code: string): void {
  const db = new SQLite(join(dataDir, 'central-demo.sqlite'))
  try {
    const changed = db.prepare("delete from catalog_item where kind = 'disposition' and code = ?").run(code)
    if (changed.changes !== 1) throw new Error(`no outcome ${code}`)
    db.prepare("update setting set value = cast(value as integer) + 1 where key = 'catalog_revision'").run()
  } finally {
    db.close()
  }
}

/** Lets the time of a person's log-ins be over, which takes half a day otherwise. Central may be running. */
export function endSessionTime(dataDir: string, userId: string): void {
  const db = new SQLite(join(dataDir, 'central-demo.sqlite'), { timeout: 10_000 })
  try {
    const changed = db.prepare('update session set expires_at = 1 where user_id = ? and revoked = 0').run(userId)
    if (changed.changes === 0) throw new Error(`${userId} has no session`)
  } finally {
    db.close()
  }
}
