/** The console's own origin. Not file://, which could read the machine's files. */
export const APP_SCHEME = 'app'
const APP_HOST = 'ringdesk'
export const APP_ENTRY = `${APP_SCHEME}://${APP_HOST}/index.html`
/** The hidden page that is the telephone: of the same origin, so that a device has the same id in both. */
const MEDIA_PATH = '/media/'
export const MEDIA_ENTRY = `${APP_SCHEME}://${APP_HOST}${MEDIA_PATH}index.html`

/** The path within the media page's own files; null for every other address. */
export function readMediaPath(address: string): string | null {
  if (!isAppUrl(address)) return null
  const { pathname } = new URL(address)
  return pathname.startsWith(MEDIA_PATH) ? pathname.slice(MEDIA_PATH.length - 1) : null
}

/** Whether an address is a page of ours: exact scheme and host by the URL parser, no user info, no port. */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  return (
    url.protocol === `${APP_SCHEME}:` &&
    url.hostname === APP_HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  )
}
