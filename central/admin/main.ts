import { createWallClock } from '#central/clock.ts'
import { appendAudit } from '#central/db/audit-log.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { secureRandom } from '#central/random.ts'
import { chooseDatabase, prepareDataDir } from '#central/site/choose-database.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { type AdminAnswer, type AdminTools, refuseUsage, usage } from './admin-command.ts'
import { backUp } from './backup/back-up.ts'
import { runCommand } from './run-command.ts'
import { splitArguments } from './split-arguments.ts'

/** `npm run admin -- …`: sets up people, queues and numbers, also while the central service runs. */
const { command, settingFlags } = splitArguments(process.argv.slice(2))
const read = readSettings(settingFlags, process.env)
if (!read.ok) refuse(read.sentence)
else if (read.wantsHelp || command.length === 0) process.stdout.write(usage)
else {
  // a demo is set up by itself: the tool is for the real site unless the demo is asked for
  const settings = { ...read.settings, demo: read.given.has('demo') && read.settings.demo }
  try {
    if (command[0] === 'backup') await runBackup(chooseDatabase(settings), command.slice(1))
    else await runOnDatabase(settings)
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error
    refuse(error.message)
  }
}

/** Before anything else is touched: a backup is taken of what is there, neither made nor migrated first. */
async function runBackup(databaseUrl: string, words: readonly string[]): Promise<void> {
  const [target] = words
  if (target === undefined || words.length > 1) return say(refuseUsage())
  const clock = createWallClock()
  const answer = await backUp(databaseUrl, target, clock.now())
  say(answer)
  if (!answer.ok) return
  try {
    await noteBackup(databaseUrl, clock)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    refuse(`The backup is whole, but the audit log could not be written${code}.`)
  }
}

/** A copy of everything left the house: written down where it was taken, unless that site is of before the audit log. */
async function noteBackup(databaseUrl: string, clock: Clock): Promise<void> {
  const { db, close } = await openDatabase({ url: databaseUrl })
  try {
    if (!(await db.introspection.getTables()).some(({ name }) => name === 'audit')) return
    const tools = { clock, newId: createIdSource(clock, secureRandom) }
    await appendAudit(db, tools, { actorId: null, via: 'command_line', action: 'backup.taken', subject: null })
  } finally {
    await close()
  }
}

async function runOnDatabase(settings: Settings): Promise<void> {
  await prepareDataDir(settings.dataDir)
  const database = await openDatabase({ url: chooseDatabase(settings) })
  try {
    await migrate(database.db)
    const clock = createWallClock()
    const tools: AdminTools = {
      db: database.db,
      clock,
      random: secureRandom,
      newId: createIdSource(clock, secureRandom),
      region: settings.defaultRegion,
    }
    say(await runCommand(tools, command))
  } finally {
    await database.close()
  }
}

function say(answer: AdminAnswer): void {
  if (answer.ok) process.stdout.write(`${answer.text}\n`)
  else refuse(answer.sentence)
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
