import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import * as first from './migrations/001-first.ts'
import * as audit from './migrations/002-audit.ts'
import * as consults from './migrations/003-consults.ts'
import * as away from './migrations/004-away.ts'
import * as monitors from './migrations/005-monitors.ts'
import * as recordings from './migrations/006-recordings.ts'
import * as dialOut from './migrations/007-dial-out.ts'
import * as consultNumbers from './migrations/008-consult-numbers.ts'
import * as parkedCalls from './migrations/009-parked-calls.ts'
import * as storedRecordings from './migrations/010-stored-recordings.ts'
import * as voicemail from './migrations/011-voicemail.ts'
import * as recordingConsent from './migrations/012-recording-consent.ts'
import * as announcedRecordings from './migrations/013-announced-recordings.ts'
import * as favourites from './migrations/014-favourites.ts'
import * as unsettledRecordings from './migrations/015-unsettled-recordings.ts'
import * as answeredBy from './migrations/016-answered-by.ts'
import * as keptRecordings from './migrations/017-kept-recordings.ts'
import type { Database } from './schema.ts'

/** In order, by name. A migration that has landed is never edited: write the next one. */
const migrations: Record<string, Migration> = {
  '001-first': first,
  '002-audit': audit,
  '003-consults': consults,
  '004-away': away,
  '005-monitors': monitors,
  '006-recordings': recordings,
  '007-dial-out': dialOut,
  '008-consult-numbers': consultNumbers,
  '009-parked-calls': parkedCalls,
  '010-stored-recordings': storedRecordings,
  '011-voicemail': voicemail,
  '012-recording-consent': recordingConsent,
  '013-announced-recordings': announcedRecordings,
  '014-favourites': favourites,
  '015-unsettled-recordings': unsettledRecordings,
  '016-answered-by': answeredBy,
  '017-kept-recordings': keptRecordings,
}

/** Brings the database to the newest schema; throws when a migration fails, leaving the last good one in place. */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
