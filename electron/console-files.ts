import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { APP_SCHEME, isAppUrl, readMediaPath } from './app-origin.ts'
import type { ProtocolPort, SchemePort } from './electron-port.ts'

/**
 * Scripts only from the app itself, connections to it and, of the page that is the telephone, to where that signals;
 * inline styles because the component library writes style elements, which is also why trusted types cannot be required.
 */
export const writePolicy = (connectTo: readonly string[]): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    ["connect-src 'self'", ...connectTo].join(' '),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const makeSafety = (connectTo: readonly string[], headset: '(self)' | '()') => ({
  'content-security-policy': writePolicy(connectTo),
  'permissions-policy': `camera=(), geolocation=(), hid=${headset}, microphone=(self), payment=(), usb=()`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
})
type Safety = ReturnType<typeof makeSafety>

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wav': 'audio/wav',
  '.woff2': 'font/woff2',
}

/** Must run before the app is ready: a standard, secure scheme gets an origin, storage and fetch of its own. */
export function declareAppScheme(protocol: SchemePort): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Gives the sound of a recording to who is signed in; `range` as its header was sent. */
export type SoundSource = (recordingId: string, range: string | null) => Promise<Response>

/** Where the built pages lie, and where the telephone's page may connect to. */
export type Pages = { folder: string; mediaFolder: string; phoneOrigins: readonly string[] }

/** Serves the built pages under the app's own scheme, from their folders and nothing outside them, and recordings. */
export function serveConsoleFiles(protocol: ProtocolPort, pages: Pages, sound: SoundSource): void {
  protocol.handle(APP_SCHEME, (request) => {
    const recordingId = readRecordingId(request.url)
    if (recordingId !== null) return sound(recordingId, request.headers.get('range'))
    return answerFile(request.url, pages)
  })
}

/** Null for every other address. */
export function readRecordingId(address: string): string | null {
  if (!isAppUrl(address)) return null
  return /^\/recordings\/([A-Za-z0-9_-]{1,64})$/.exec(new URL(address).pathname)?.[1] ?? null
}

/** One file of a page, or 404. Every answer carries that page's content policy. */
export async function answerFile(address: string, { folder, mediaFolder, phoneOrigins }: Pages): Promise<Response> {
  const media = readMediaPath(address)
  const safety = media === null ? makeSafety([], '(self)') : makeSafety(phoneOrigins, '()')
  const path = media === null ? findFile(address, folder) : findInFolder(media, mediaFolder)
  const type = path === null ? undefined : contentTypes[extname(path)]
  if (path === null || type === undefined) return notFound(safety)
  try {
    const body = await readFile(path)
    return new Response(new Uint8Array(body), { headers: { ...safety, 'content-type': type } })
  } catch (error) {
    if (error instanceof Error && 'code' in error && missing.has(error.code)) return notFound(safety)
    throw error
  }
}

const missing = new Set<unknown>(['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'])
const notFound = (safety: Safety) =>
  new Response('Not found', { status: 404, headers: { ...safety, 'content-type': 'text/plain' } })

/** The file an address means, or null when it leaves the folder, is not ours or cannot be decoded. */
function findFile(address: string, folder: string): string | null {
  return isAppUrl(address) ? findInFolder(new URL(address).pathname, folder) : null
}

function findInFolder(encoded: string, folder: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(encoded)
  } catch {
    // a malformed escape such as %zz: nothing of ours is called so
    return null
  }
  if (path.includes('\u0000')) return null
  const file = normalize(join(folder, path === '/' ? 'index.html' : path))
  return file.startsWith(normalize(folder) + sep) ? file : null
}
