import { afterAll, beforeAll, expect } from 'vitest'
import { Role } from '#shared/protocol/agent-state.ts'
import { ErrorCode, Refusal } from '#shared/protocol/error.ts'
import { NOW } from '#test/support/customers.ts'
import { countWrites, watchChanges } from '#test/support/edges/count-changes.ts'
import type { DirectLine } from '#test/support/edges/direct-switchboard.ts'
import { type Moment, makeSubject, type Subject } from '#test/support/edges/make-subject.ts'
import { type Edges, MATE, OTHER, openEdges, PASSWORD, userOfRole } from '#test/support/edges/open-edges.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import type { Identity, Reach, Row, ScopeName } from './rights-table.ts'

export const identities: Identity[] = ['nobody', ...Role.options]
export const scopes: ScopeName[] = ['own', 'team', 'all']
export const depth: Record<Reach, number> = { '-': 0, own: 1, team: 2, all: 3 }

/** One cell: may this identity do this to the things of that owner? */
export type Cell = { identity: Identity; scope: ScopeName; allowed: boolean; code: string }

export function cellsOf(row: Row, subjectless = false): Cell[] {
  return identities.flatMap((identity) =>
    (subjectless ? scopes.slice(0, 1) : scopes).map((scope) => {
      const reach = row.reach[identity]
      const code =
        identity === 'nobody' ? 'not_signed_in' : reach === '-' ? 'forbidden' : (row.beyond ?? 'no code given')
      return { identity, scope, allowed: depth[reach] >= depth[scope], code }
    }),
  )
}

export function ownerOf(identity: Identity, scope: ScopeName): string {
  if (scope === 'team') return MATE
  if (scope === 'all') return OTHER
  return identity === 'nobody' ? userOfRole('agent') : userOfRole(identity)
}

export const nameOf = ({ identity, scope }: Cell) => `${identity} · ${scope}`

export function codeOf(answer: unknown): string | null {
  const { ok, refusal } = answer as { ok: boolean; refusal?: Refusal }
  if (ok) return null
  return Refusal.parse(refusal).code
}

/** The edges of a running central for the tests of a file, with one desk per role. */
export function setUpRights() {
  const clock = createTestClock(NOW)
  const desks = new Map<Role, DirectLine & { fence: number }>()
  let countChanges: () => Promise<number>
  let opened: Edges | null = null
  const edges = () => {
    if (!opened) throw new Error('not open yet')
    return opened
  }
  beforeAll(async () => {
    opened = await openEdges({ passwords: true, clock })
    countChanges = await watchChanges(opened.db)
  })
  afterAll(() => opened?.close())

  async function seatedDesk(role: Role): Promise<DirectLine & { fence: number }> {
    const known = desks.get(role)
    if (known?.connected) return known
    await letGo()
    const desk = await edges().dial(role)
    desks.set(role, desk)
    return desk
  }

  /** Desks that come in one moment are greeted together: who comes later waits for nobody. */
  const letGo = () => clock.advance(100)

  async function knock(token: unknown): Promise<string | null> {
    await letGo()
    const held = { epoch: null, cursor: 0, highestN: 0, fence: null, catalogRevision: null }
    const answer = await edges().switchboard.dial({ protocol: 1, deviceId: 'd', ...held, token })
    return answer.ok ? null : answer.refusal.code
  }

  return {
    clock,
    edges,
    seatedDesk,

    /**
     * Runs a cell and holds it against the table: what is refused has its code and changed nothing, nor does what only
     * reads. `untouched`: not even a row was held. The memory of which command was answered how is no part of it.
     */
    async check(
      cell: Cell,
      options: { reads?: boolean; untouched?: boolean },
      act: () => Promise<string | null>,
    ): Promise<void> {
      const measure = options.untouched ? () => countWrites(edges().db) : countChanges
      const before = await measure()
      const code = await act()
      await edges().context.sequencer.idle()
      if (cell.allowed) expect(code, nameOf(cell)).toBeNull()
      else {
        expect(code, nameOf(cell)).toBe(cell.code)
        if (cell.code !== 'left out') expect(ErrorCode.safeParse(code).success, nameOf(cell)).toBe(true)
      }
      if (!cell.allowed || options.reads) expect(await measure(), `${nameOf(cell)} changed rows`).toBe(before)
    },

    /** A frame of this identity; nobody never gets as far as a frame. Refills the buckets: here rights are asked, not rates. */
    async askAs(identity: Identity, name: string, frame: (desk: { fence: number }) => unknown): Promise<unknown> {
      if (identity === 'nobody') return { ok: false, refusal: { code: await knock('x'.repeat(43)) } }
      const desk = await seatedDesk(identity)
      await letGo()
      return desk.ask(name, frame(desk))
    },

    async prepare(cell: Cell, moment: Moment): Promise<Subject> {
      // the desk first: taking the place moves the agent's row
      if (cell.identity !== 'nobody') await seatedDesk(cell.identity)
      return makeSubject(edges().db, ownerOf(cell.identity, cell.scope), moment)
    },
  }
}

/** The log of all that a file did, at its most talkative, holds nothing personal. */
export async function expectNothingPersonal({ db, logged }: Edges, leastLines: number): Promise<void> {
  const people = await db.selectFrom('user').select(['name', 'login']).execute()
  const customers = await db.selectFrom('customer').select(['name', 'company', 'job_title']).execute()
  const numbers = await db.selectFrom('customer_phone').select('e164').execute()
  const sessions = await db.selectFrom('session').select('token_hash').execute()
  const needles = [
    ...people.map(({ name }) => name),
    ...customers.flatMap((row) => [row.name, row.company, row.job_title]),
    ...numbers.map(({ e164 }) => e164),
    ...sessions.map(({ token_hash }) => token_hash),
    ...['+14155550199', '+14155550100', 'Wants a call back', 'Call back', 'Send the offer', PASSWORD],
    ...['nine amber lanterns', 'Bearer', 'authorization', 'client:u-'],
  ].filter((needle) => needle !== null)
  const text = logged.join('')
  expect(logged.length).toBeGreaterThan(leastLines)
  expect(needles.filter((needle) => text.includes(needle))).toEqual([])
  const words = new Set(logged.flatMap((line) => Object.keys(JSON.parse(line))))
  expect(
    [...words].filter((key) => ['body', 'headers', 'ip', 'remoteAddress', 'url', 'query', 'hostname'].includes(key)),
  ).toEqual([])
}
