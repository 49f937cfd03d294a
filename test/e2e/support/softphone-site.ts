import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { startCentral } from '#central/boot.ts'
import { createWallClock } from '#central/clock.ts'
import { openDemoLine } from '#central/open-demo-line.ts'
import { gatherLines } from '#central/open-lines.ts'
import { wallClock } from '#main/clock.ts'
import { secureRandom } from '#main/random.ts'
import type { PhoneCredentials } from '#shared/protocol/view/phone.ts'
import { launchBrowser } from '#test/support/browser.ts'
import { readQuietDemo } from '#test/support/demo-central.ts'
import { writeBeeps } from '#test/support/write-beeps.ts'
import { startWeb } from '#web/boot.ts'

export const SPOKEN_HZ = 1000

/**
 * The product in this process, its agents with softphones: the simulator carries the calls, `credentials` says what
 * their consoles become. And a browser whose microphone hears beeps of `SPOKEN_HZ`.
 */
export async function openSoftphoneSite(credentials: () => PhoneCredentials, phoneOrigins: string) {
  const folder = await mkdtemp(join(tmpdir(), 'ringdesk-softphone-'))
  const log = pino({ level: process.env.RINGDESK_LOG_LEVEL ?? 'error' })
  const settings = readQuietDemo([`--data-dir=${folder}`, '--central-port=0', '--web-port=0'])
  const central = await startCentral(settings, {
    ...{ clock: createWallClock(), random: secureRandom, version: '0.0.0', log },
    lines: (context) => {
      const line = openDemoLine(context, settings)
      Object.assign(line.adapter, { issuePhone: async () => credentials() })
      return gatherLines([line])
    },
  })
  const webSettings = readQuietDemo([
    ...[`--data-dir=${folder}`, '--web-port=0', `--central-port=${central.port}`],
    `--phone-origins=${phoneOrigins}`,
  ])
  const consoleDir = join(import.meta.dirname, '../../../dist/renderer')
  const web = await startWeb(webSettings, {
    ...{ clock: wallClock, random: secureRandom, version: '0.0.0', log, consoleDir },
  })
  const spoken = join(folder, 'spoken.wav')
  writeBeeps(spoken, SPOKEN_HZ, 5)
  const browser = await launchBrowser([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${spoken}`,
    '--allow-loopback-in-peer-connection',
    '--disable-features=WebRtcHideLocalIpsWithMdns,Translate',
  ])
  return {
    ...{ central, web, browser },
    async stop(): Promise<void> {
      await browser.close()
      await web.stop()
      await central.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
