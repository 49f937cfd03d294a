import type { Session, Shell, WebContents } from 'electron'
import { isAppUrl } from './app-origin.ts'
import { openExternal } from './open-external.ts'

type Contents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>

/** A page of ours stays ours: it goes nowhere, opens no window and embeds nothing; links go to the system browser. */
export function confineNavigation(contents: Contents, shell: Pick<Shell, 'openExternal'>): void {
  const stay = (event: { preventDefault(): void }, address: string) => {
    if (!isAppUrl(address)) event.preventDefault()
  }
  contents.on('will-navigate', (event) => stay(event, event.url))
  contents.on('will-redirect', (event) => stay(event, event.url))
  contents.on('will-frame-navigate', (event) => stay(event, event.url))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    void openExternal(shell, url)
    return { action: 'deny' }
  })
}

/** Everything a page may ask for is refused, except notifying; the audio of a call is the phone's. */
const allowedPermissions = new Set(['notifications'])

export function confinePermissions(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>,
): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(allowedPermissions.has(permission) && isAppUrl(details.requestingUrl))
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => allowedPermissions.has(permission) && isAppUrl(`${origin}/`),
  )
  session.setDevicePermissionHandler(() => false)
}
