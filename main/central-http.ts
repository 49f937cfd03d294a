import { z } from 'zod'
import { accept, type Outcome, Refusal, refuse } from '#shared/protocol/error.ts'
import { DeskKeyBody } from '#shared/protocol/session.ts'
import type { SealedKeys } from './store/store-keys.ts'

const TIMEOUT_MS = 8_000
export const NOTHING = z.null()

export interface CentralRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** below /api/v1 */
  path: string
  token?: string
  body?: unknown
  /** the browser's address, which central believes from our own web shell on the same machine */
  forwardedFor?: string
}

/** One request to central's HTTP side. Every failure is a refusal; `central_unavailable` when it cannot be reached. */
export async function askCentral<T>(
  centralUrl: string,
  request: CentralRequest,
  answer: z.ZodType<T>,
): Promise<Outcome<T>> {
  const { method, path, token, body, forwardedFor } = request
  try {
    const response = await fetch(new URL(`/api/v1${path}`, centralUrl), {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const json: unknown = text === '' ? null : JSON.parse(text)
    if (!response.ok) {
      const refusal = Refusal.safeParse(json)
      return refusal.success ? { ok: false, refusal: refusal.data } : refuse('central_unavailable')
    }
    const parsed = answer.safeParse(json)
    return parsed.success ? accept(parsed.data) : refuse('unsupported_version')
  } catch (error) {
    // fetch throws TypeError for every network failure, DOMException for the timeout, SyntaxError for a body that
    // is not JSON (a proxy's page): each means that central was not reached
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) {
      return refuse('central_unavailable')
    }
    throw error
  }
}

/** Central's sealed copies of this user's store keys. */
export function createSealedKeys(centralUrl: string, token: () => string): SealedKeys {
  return {
    async fetch(keyId) {
      const answer = await askCentral(
        centralUrl,
        { method: 'GET', path: `/desk-keys/${keyId}`, token: token() },
        DeskKeyBody,
      )
      if (answer.ok) return accept(Buffer.from(answer.value.key, 'base64'))
      return answer.refusal.code === 'not_found' ? accept(null) : answer
    },
    async deposit(keyId, key) {
      const body: DeskKeyBody = { key: Buffer.from(key).toString('base64') }
      const answer = await askCentral(
        centralUrl,
        { method: 'PUT', path: `/desk-keys/${keyId}`, token: token(), body },
        NOTHING,
      )
      return answer.ok ? accept(undefined) : answer
    },
  }
}
