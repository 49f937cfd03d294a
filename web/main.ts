import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { wallClock } from '#main/clock.ts'
import { openLog } from '#main/open-log.ts'
import { secureRandom } from '#main/random.ts'
import { describeError } from '#shared/domain/describe-error.ts'
import { dropPersonal } from '#shared/domain/drop-personal.ts'
import { printHelp } from '#shared/settings/print-settings.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { startWeb } from './boot.ts'

/** The web shell as a process of its own. */
const read = readSettings(process.argv.slice(2), process.env)
if (!read.ok) refuse(read.sentence)
else if (read.wantsHelp) process.stdout.write(printHelp('node web/main.ts'))
else await run(read.settings)

async function run(settings: Settings): Promise<void> {
  const log = pino(
    { level: settings.logLevel, base: null, serializers: { err: describeError }, formatters: { log: dropPersonal } },
    openLog(),
  )
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  const consoleDir = fileURLToPath(new URL('../dist/renderer', import.meta.url))
  try {
    const web = await startWeb(settings, { clock: wallClock, random: secureRandom, log, version, consoleDir })
    stopOnSignals(web.stop, log)
    // the starter of this process shows it to the person; on its own the process says it itself
    if (process.send) process.send({ kind: 'ready', url: web.url })
    else process.stderr.write(`Ringdesk is at ${web.url}\n`)
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error
    refuse(error.message)
  }
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

/** The first signal stops with care, the second at once. Without the parent that started it, it stops too. */
function stopOnSignals(stop: () => Promise<void>, log: pino.Logger): void {
  let stopping = false
  const onSignal = (why: string) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info({ why }, 'stopping')
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  process.once('disconnect', () => onSignal('the parent is gone'))
}
