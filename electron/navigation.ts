import { isAppUrl } from './app-origin.ts'
import type { ConfinedContents, ExternalPort, Preventable, SessionPort } from './electron-port.ts'
import { openExternal } from './open-external.ts'

/** A page of ours stays ours: it goes nowhere, opens no window and embeds nothing; links go to the system browser. */
export function confineNavigation(contents: ConfinedContents, shell: ExternalPort): void {
  const stay = (event: Preventable & { url: string }) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    void openExternal(shell, url)
    return { action: 'deny' }
  })
}

/** Everything a page may ask for is refused, except notifying; the audio of a call is the phone's. */
const allowedPermissions = new Set(['notifications'])

export function confinePermissions(session: SessionPort): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(allowedPermissions.has(permission) && isAppUrl(details.requestingUrl))
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => allowedPermissions.has(permission) && isAppUrl(origin),
  )
  session.setDevicePermissionHandler(() => false)
}
