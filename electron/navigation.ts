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

/** Besides these only the microphone: of a call, and because devices have no names without it. Never a camera or a screen. */
const allowedPermissions = new Set(['notifications', 'speaker-selection'])

export function confinePermissions(session: SessionPort): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl, mediaTypes }) => {
    const sound = permission === 'media' && mediaTypes?.length === 1 && mediaTypes[0] === 'audio'
    decide((sound || allowedPermissions.has(permission)) && isAppUrl(requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType } = {}) => {
    const sound = permission === 'media' && mediaType === 'audio'
    return (sound || allowedPermissions.has(permission)) && isAppUrl(origin)
  })
  session.setDevicePermissionHandler(() => false)
}
