import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { secureRandom } from '#central/random.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { hashToken } from './session-token.ts'
import { openSession, revokeSession, verifySessions } from './sessions.ts'
import { createUser } from './users.ts'

const NOW = 1_780_000_000_000
const LATER = NOW + 5 * 60_000

describeOnDatabases('many sessions asked for together', (open) => {
  async function openThree() {
    const { db, dialect } = await open()
    const userId = UserId.parse('u-lin')
    const person = { login: 'lin', name: 'Lin', role: 'agent' as const, teamId: null, line: null }
    await createUser(db, {
      ...person,
      userId,
      password: 'six blue herons at dusk',
      mustChangePassword: false,
      now: NOW,
    })
    const tokens: string[] = []
    for (let count = 0; count < 3; count += 1)
      tokens.push(await openSession(db, { userId, random: secureRandom, now: NOW }))
    return { db, dialect, tokens }
  }

  it('are answered each for itself, in their order, and all count as seen', async () => {
    const { db, tokens } = await openThree()
    const [first = '', second = '', third = ''] = tokens
    await revokeSession(db, hashToken(second))
    const answers = await verifySessions(db, [first, second, 'nobody', third], LATER)
    expect(answers.map((answer) => (answer.ok ? answer.value.login : answer.refusal.code))).toEqual([
      'lin',
      'session_revoked',
      'not_signed_in',
      'lin',
    ])
    const seen = await db.selectFrom('session').select(['token_hash', 'last_seen_at']).execute()
    expect(
      seen
        .filter((one) => one.last_seen_at === LATER)
        .map((one) => one.token_hash)
        .sort(),
    ).toEqual([hashToken(first), hashToken(third)].sort())
  })

  it('are touched one by one where somebody else and the round wait for each other', async () => {
    const { db, dialect, tokens } = await openThree()
    // SQLite writes one transaction after the other
    if (dialect === 'sqlite') return
    const waiting = sql<{ count: number }>`select count(*) as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    const touch = (tx: typeof db, token = '') =>
      tx.updateTable('session').set({ revoked: 0 }).where('token_hash', '=', hashToken(token)).execute()
    // whichever row the round takes first, one of these two holds the other
    for (const [first, second] of [tokens.slice(0, 2), tokens.slice(0, 2).toReversed()]) {
      const [held, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const other = db.transaction().execute(async (tx) => {
        await touch(tx, first)
        held.resolve()
        await goOn.promise
        await touch(tx, second)
      })
      await held.promise
      const verified = verifySessions(db, tokens.slice(0, 2), LATER + 10 * 60_000 * Number(first === tokens[1]))
      await expect.poll(async () => Number((await waiting.execute(db)).rows[0]?.count), { timeout: 20_000 }).toBe(1)
      goOn.resolve()
      expect((await verified).map((answer) => answer.ok)).toEqual([true, true])
      // the database may have chosen the other one to give way
      await Promise.allSettled([other])
    }
  })
})
