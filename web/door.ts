import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { Settings } from '#shared/settings/setting-list.ts'

export type DoorSettings = Pick<Settings, 'host' | 'allowedOrigins' | 'behindProxy'> & { certificate: Buffer | null }

/** Decides from Host and Origin whether a request comes from our own page. */
export interface Door {
  /** the address names us, and not a name that somebody pointed here (DNS rebinding) */
  knowsHost(host: string | undefined): boolean
  /** the page that asks is ours; a missing origin is not */
  knowsOrigin(origin: string | undefined, host: string | undefined): boolean
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/**
 * Why this shell must not listen where it was told to, in one sentence for the person who starts it; null when it may.
 */
export function findListenProblem({ host, allowedOrigins, behindProxy, certificate }: DoorSettings): string | null {
  if (isLoopback(host) && !behindProxy) return null
  if (!isLoopback(host) && !certificate && !behindProxy) {
    return `RINGDESK_HOST=${host} is reachable from other computers: give RINGDESK_TLS_CERT and RINGDESK_TLS_KEY, or set RINGDESK_BEHIND_PROXY=1 when a proxy of yours ends TLS in front.`
  }
  if (behindProxy && !certificate && allowedOrigins.length === 0) {
    return 'Behind a proxy RINGDESK_ALLOWED_ORIGINS must name the address people open, such as https://desk.example.com.'
  }
  return null
}

export function createDoor(settings: DoorSettings, port: () => number): Door {
  const { host, allowedOrigins, certificate } = settings
  const scheme = certificate ? 'https' : 'http'
  const certified = certificate && new X509Certificate(certificate)
  const named = new Set(allowedOrigins.map((origin) => new URL(origin).host))

  function knowsHost(header: string | undefined): boolean {
    if (header === undefined) return false
    if (named.has(header)) return true
    const { name, port: asked } = splitHost(header, scheme)
    if (asked !== port()) return false
    if (isLoopback(host) && LOOPBACK_NAMES.includes(name)) return true
    if (!certified) return false
    const bare = name.replace(/^\[|\]$/g, '')
    return (isIP(bare) ? certified.checkIP(bare) : certified.checkHost(bare)) !== undefined
  }

  return {
    knowsHost,
    knowsOrigin(origin, header) {
      if (origin === undefined || !knowsHost(header)) return false
      return allowedOrigins.includes(origin) || origin === `${scheme}://${header}`
    },
  }
}

function splitHost(header: string, scheme: 'http' | 'https'): { name: string; port: number } {
  const [, name = '', port] = /^(\[[0-9a-f:.]+\]|[^:]*)(?::(\d{1,5}))?$/i.exec(header) ?? []
  return { name: name.toLowerCase(), port: port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port) }
}
