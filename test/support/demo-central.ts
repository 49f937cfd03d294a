import pino from 'pino'
import { type Central, startCentral } from '#central/boot.ts'
import { createWallClock } from '#central/clock.ts'
import { secureRandom } from '#central/random.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import type { Settings } from '#shared/settings/setting-list.ts'

/** A small demo where nobody calls by themselves. */
export const QUIET_DEMO = ['--demo-customers=50', '--demo-calls-per-hour=0']

/** Settings as a command line gives them; throws the sentence that a wrong one is answered with. */
export function readQuietDemo(args: readonly string[], env: Record<string, string> = {}): Settings {
  const read = readSettings([...QUIET_DEMO, ...args], env)
  if (!read.ok) throw new Error(read.sentence)
  return read.settings
}

type Parts = { port?: number; args?: readonly string[]; env?: Record<string, string>; log?: pino.Logger }

/** The whole of central inside the test's own process, on a free port unless told which. */
export function startDemoCentral(
  dataDir: string,
  { port = 0, args = [], env = {}, log }: Parts = {},
): Promise<Central> {
  const settings = readQuietDemo([`--data-dir=${dataDir}`, `--central-port=${port}`, ...args], env)
  return startCentral(settings, {
    ...{ clock: createWallClock(), random: secureRandom, version: '0.0.0' },
    log: log ?? pino({ level: process.env.RINGDESK_LOG_LEVEL ?? 'error' }),
  })
}
