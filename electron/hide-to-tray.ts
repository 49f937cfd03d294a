import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConsoleWindow, NotificationMaker } from './electron-port.ts'
import type { Texts } from './texts.ts'

/**
 * Closing the window leaves the desk at work in the tray, so that calls still ring; quitting is asked for by name.
 * The first time on this computer a notification says so.
 */
export function hideToTray(
  window: ConsoleWindow,
  Notifier: NotificationMaker,
  tools: { dataDir: string; texts(): Texts; isQuitting(): boolean },
): void {
  const mark = join(tools.dataDir, 'told-about-tray')
  window.on('close', (event) => {
    if (tools.isQuitting()) return
    event.preventDefault()
    window.hide()
    if (existsSync(mark)) return
    writeFileSync(mark, '')
    const { stillHere, stillHereDetail } = tools.texts()
    new Notifier({ title: stillHere, body: stillHereDetail }).show()
  })
}
