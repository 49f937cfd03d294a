import { createHmac } from 'node:crypto'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { PhoneCredentials } from '#shared/protocol/view/phone.ts'
import type { AriClient } from './ari-client.ts'
import type { AsteriskConfig, AsteriskLog } from './config.ts'
import { nameEndpoint } from './name-endpoint.ts'
import { pushEndpoint, removeEndpoint } from './push-endpoint.ts'

/** A console asks again in time; who was signed out keeps a password for no longer than this. */
const GOOD_FOR_MS = 3_600_000
/** A second window of the same person gets what the first has, while that is good for long enough. */
const ENOUGH_MS = GOOD_FOR_MS / 2

type Issued = { password: string; expiresAt: number; cancel: () => void }
type Phones = NonNullable<AsteriskConfig['phones']>

/**
 * Consoles as telephones of this Asterisk: an endpoint each, pushed over ARI and held in Asterisk's memory, with a
 * password that lives for an hour. Calls that are up outlive their endpoint.
 */
export function createPhones(parts: {
  config: AsteriskConfig
  phones: Phones
  ari: AriClient
  clock: Clock
  random: Random
  log: AsteriskLog
}) {
  const { config, phones, ari, clock, random, log } = parts
  const issued = new Map<string, Issued>()
  const renewing = new Map<string, Promise<Issued>>()

  function expire(name: string): void {
    issued.delete(name)
    removeEndpoint(ari, name).catch((error: unknown) => log.error({ err: error }, 'an old softphone was not removed'))
  }

  /** Two windows that ask at once get one password: of two, Asterisk keeps the last, and the first's end ends both. */
  function renew(name: string, now: number): Promise<Issued> | Issued {
    const known = issued.get(name)
    if (known && known.expiresAt - now > ENOUGH_MS) return known
    const running = renewing.get(name) ?? push(name, now, known).finally(() => renewing.delete(name))
    renewing.set(name, running)
    return running
  }

  async function push(name: string, now: number, known: Issued | undefined): Promise<Issued> {
    const password = Buffer.from(random.bytes(24)).toString('base64url')
    await pushEndpoint(ari, { name, password })
    known?.cancel()
    const fresh = { password, expiresAt: now + GOOD_FOR_MS, cancel: clock.schedule(GOOD_FOR_MS, () => expire(name)) }
    issued.set(name, fresh)
    return fresh
  }

  return {
    /** Throws when Asterisk did not take the endpoint. `address`: the `client` party that is dialled. */
    async issue({ address, now }: { address: string; now: number }): Promise<PhoneCredentials> {
      const user = nameEndpoint(config, address)
      const { password, expiresAt } = await renew(user, now)
      const iceServers = listIceServers(phones, { user, expiresAt })
      return {
        kind: 'sip-ws',
        url: phones.url,
        user,
        password,
        domain: new URL(phones.url).hostname,
        expiresAt,
        iceServers,
      }
    },
    /** An Asterisk that was started anew has forgotten all of them. */
    async restore(): Promise<void> {
      for (const [name, { password }] of issued) await pushEndpoint(ari, { name, password })
    },
    stop(): void {
      for (const { cancel } of issued.values()) cancel()
    },
  }
}

/**
 * Relays with a log-in that ends with the console's own: user name `expiry:user`, password the HMAC-SHA1 of it
 * (draft-uberti-behave-turn-rest-00; `use-auth-secret` of coturn).
 */
function listIceServers({ iceUrls, turnSecret }: Phones, { user, expiresAt }: { user: string; expiresAt: number }) {
  const username = `${Math.floor(expiresAt / 1_000)}:${user}`
  return iceUrls.map((url) => {
    if (!url.startsWith('turn') || turnSecret === null) return { urls: [url] }
    return { urls: [url], username, credential: createHmac('sha1', turnSecret).update(username).digest('base64') }
  })
}
