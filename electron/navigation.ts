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

/** Besides these only the microphone, which the media window alone may open. Never a camera or a screen. */
const allowedPermissions = new Set([
  ...['notifications', 'speaker-selection'],
  // without these Chromium lets a page of ours reach no exchange in the house; which ones it may is the content policy's
  ...['local-network', 'local-network-access', 'loopback-network'],
])

/** `isMedia`: whether a page asks that is the telephone. */
export function confinePermissions(session: SessionPort, isMedia: (contents: unknown) => boolean): void {
  session.setPermissionRequestHandler((contents, permission, decide, { requestingUrl, mediaTypes }) => {
    const sound = permission === 'media' && mediaTypes?.length === 1 && mediaTypes[0] === 'audio' && isMedia(contents)
    decide((sound || allowedPermissions.has(permission)) && isAppUrl(requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType } = {}) => {
    // to open a microphone is a request; this lets devices have names, by which they are chosen in the console
    const sound = permission === 'media' && mediaType === 'audio'
    return (sound || permission === 'hid' || allowedPermissions.has(permission)) && isAppUrl(origin)
  })
  session.setDevicePermissionHandler(
    ({ deviceType, origin, device }) => deviceType === 'hid' && isAppUrl(origin) && isTelephone(device),
  )
  // of two headsets the first: who has two unplugs one, or lets it go in the settings and chooses again
  session.on('select-hid-device', (event, { deviceList, frame }, choose) => {
    event.preventDefault()
    const allowed = frame !== null && isAppUrl(frame.url)
    choose(allowed ? deviceList.find(isTelephone)?.deviceId : undefined)
  })
}

/** USB HID Usage Tables: the page of hook switch and mute button. Keyboards, keys and sticks are on others. */
const TELEPHONY_PAGE = 0x0b

/** A headset's buttons and nothing else that can be plugged in, least of all a security key. */
function isTelephone(device: object): boolean {
  if (!('collections' in device) || !Array.isArray(device.collections)) return false
  return device.collections.some(
    (one: unknown) => typeof one === 'object' && one !== null && 'usagePage' in one && one.usagePage === TELEPHONY_PAGE,
  )
}
