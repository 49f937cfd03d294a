import type { Kysely } from 'kysely'
import { hashPassword } from '#central/auth/password-hash.ts'
import { raiseCatalogRevision } from '#central/catalog/revision.ts'
import { seedCatalog } from '#central/catalog/seed-catalog.ts'
import type { Database } from '#central/db/schema.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { createDice } from './dice.ts'
import { type Customer, makePerson } from './make-customer.ts'
import { makeCompany, makeHousehold } from './make-groups.ts'
import { addWithPast } from './make-past.ts'
import { addTasks } from './make-tasks.ts'
import { DEMO_PASSWORD, demoPeople, demoTeams } from './people.ts'
import { demoNumbers, demoQueues } from './queues.ts'
import { createRows } from './rows.ts'
import { tellLead } from './tell-lead.ts'
import { tellOthers } from './tell-others.ts'
import { createWorld, type World } from './world.ts'

/** The setting row that says which demo stands in this database. */
const DEMO_SETTING = 'demo_seed'

export type DemoOptions = {
  /** the same seed and `now` give the same data, row for row */
  seed?: number
  /** at least this many customers */
  customers?: number
  /** what all dates are told from, epoch ms */
  now: number
}

/**
 * Fills a database with people, queues and customers to try Ringdesk with, in one transaction. Answers false, and
 * changes nothing, when a demo is there already.
 */
export async function seedDemo(
  db: Kysely<Database>,
  { seed = 20_871, customers = 2_000, now }: DemoOptions,
): Promise<boolean> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  return db.transaction().execute(async (tx) => {
    const before = await tx.selectFrom('setting').select('key').where('key', '=', DEMO_SETTING).executeTakeFirst()
    if (before) return false
    await seedCatalog(tx)
    const rows = createRows()
    const world = createWorld(createDice(createSeededRandom(seed)), rows, now)
    addPeople(world, passwordHash)
    rows.add('setting', { key: DEMO_SETTING, value: String(seed) })
    tellOthers(world, { yutong: tellLead(world, 'yutong'), maya: tellLead(world, 'maya') })
    addTasks(world, addCustomers(world, customers))
    await rows.write(tx)
    await raiseCatalogRevision(tx)
    return true
  })
}

function addPeople({ rows, now }: World, passwordHash: string): void {
  rows.add('team', ...demoTeams)
  rows.add('queue', ...demoQueues)
  rows.add('queue_number', ...demoNumbers)
  for (const person of demoPeople) {
    rows.add('user', {
      id: person.userId,
      login: person.login,
      password_hash: passwordHash,
      must_change_password: 0,
      name: person.name,
      role: person.role,
      team_id: person.teamId,
      line: `client:${person.login}`,
      language: person.language,
      disabled: 0,
      created_at: now,
    })
    rows.add('queue_member', ...person.queues.map((queueId) => ({ queue_id: queueId, user_id: person.userId })))
  }
}

/** Mostly people, with companies and households among them. */
function addCustomers(world: World, least: number): Customer[] {
  const made: Customer[] = []
  while (made.length < least) {
    const group = world.dice.weigh<() => readonly Customer[]>([
      [() => [makePerson(world)], 80],
      [() => makeCompany(world), 14],
      [() => makeHousehold(world), 6],
    ])
    for (const customer of group()) {
      addWithPast(world, customer)
      made.push(customer)
    }
  }
  return made
}
