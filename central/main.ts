import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import { demoLogins } from '#central/demo/people.ts'
import { printHelp } from '#shared/settings/print-settings.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { startCentral } from './boot.ts'
import { createWallClock } from './clock.ts'
import { createLog } from './create-log.ts'
import { openLog } from './open-log.ts'
import { secureRandom } from './random.ts'

/** The central service as a process of its own. */
const read = readSettings(process.argv.slice(2), process.env)
if (!read.ok) refuse(read.sentence)
else if (read.wantsHelp) process.stdout.write(printHelp('node central/main.ts'))
else await run(read.settings)

async function run(settings: Settings): Promise<void> {
  const log = createLog(settings.logLevel, openLog())
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  try {
    const central = await startCentral(settings, { clock: createWallClock(), random: secureRandom, log, version })
    stopOnSignals(() => central.stop(), log)
    // the starter of this process shows it to the person; on its own the process says it itself
    const news = {
      kind: 'ready',
      url: central.url,
      oneTimePassword: central.oneTimePassword,
      demoLogins: settings.demo ? demoLogins : [],
    }
    if (process.send) process.send(news)
    else if (central.oneTimePassword) {
      process.stderr.write(`First log-in: admin / ${central.oneTimePassword} (to be changed at once)\n`)
    }
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
function stopOnSignals(stop: () => Promise<void>, log: Logger): void {
  let stopping = false
  const onSignal = (why: string) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info({ why }, 'stopping')
    stop().then(
      () => process.exit(0),
      (error) => {
        log.fatal({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  process.once('disconnect', () => onSignal('the parent is gone'))
}
