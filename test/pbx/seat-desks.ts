import { join } from 'node:path'
import pino from 'pino'
import { openSession } from '#central/auth/sessions.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { wallClock } from '#main/clock.ts'
import { type OpenDesk, openDesk } from '#main/desk.ts'
import { createSocketLines } from '#main/link/socket-line.ts'
import { secureRandom } from '#main/random.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { logInDemo } from '#test/support/faults/log-in.ts'
import { createMemoryKeys } from '#test/support/open-test-desk.ts'

export type Seat = { desk: OpenDesk; userId: UserId; phone: string }

type Site = { folder: string; centralUrl: string; databaseUrl: string }

/** So many agents with desk phones at the far end of the trunk, all of one new queue with this number. `first`: their numbering. */
export async function seatDesks(
  { folder, centralUrl, databaseUrl }: Site,
  { count, number, first = 0, rules = {} }: { count: number; number: string; first?: number; rules?: object },
): Promise<Seat[]> {
  const seats: Seat[] = []
  const { db, close } = await openDatabase({ url: databaseUrl })
  const now = Date.now()
  for (let index = first; index < first + count; index += 1) {
    const userId = UserId.parse(`seat-${index}`)
    const phone = `+1415556${String(100 + index).padStart(4, '0')}`
    await db
      .insertInto('user')
      .values({
        ...{ id: userId, login: userId, password_hash: 'none', must_change_password: 0, name: `Agent ${index}` },
        ...{ role: 'agent', team_id: null, line: `number:${phone}`, language: null, disabled: 0, created_at: now },
      })
      .execute()
    const token = await openSession(db, { userId, random: secureRandom, now })
    const user = { userId, name: `Agent ${index}`, role: 'agent' as const, teamName: null }
    const opened = await openDesk({
      ...{ dataDir: join(folder, `desk-${index}`), storeKeys: createMemoryKeys(), centralUrl, token, takeOver: true },
      ...{ user, clock: wallClock, random: secureRandom, log: pino({ level: 'silent' }) },
      openLine: createSocketLines(centralUrl, wallClock),
    })
    if (!opened.ok) throw new Error(opened.refusal.code)
    seats.push({ desk: opened.value, userId, phone })
  }
  await close()
  await openQueue(centralUrl, { number, rules, members: seats.map(({ userId }) => userId) })
  return seats
}

async function openQueue(
  centralUrl: string,
  { number, rules, members }: { number: string; rules: object; members: readonly string[] },
): Promise<void> {
  const { token } = await logInDemo(centralUrl, 'admin')
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
    const answer = await fetch(`${centralUrl}/api/v1${path}`, {
      ...{ method, headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? null : answer.json()
  }
  const { queueId } = await ask('POST', '/queues', { name: { en: 'All', 'zh-CN': 'All', 'zh-TW': 'All' }, ...rules })
  for (const userId of members) await ask('PUT', `/queues/${queueId}/members/${userId}`)
  await ask('PUT', `/queues/${queueId}/numbers/${encodeURIComponent(number)}`)
}
