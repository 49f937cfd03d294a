/** The console's own origin. Not file://, which could read the machine's files. */
export const APP_SCHEME = 'app'
const APP_HOST = 'ringdesk'
export const APP_ENTRY = `${APP_SCHEME}://${APP_HOST}/index.html`

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
