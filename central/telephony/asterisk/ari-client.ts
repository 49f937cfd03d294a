import type { z } from 'zod'
import type { LineAnswer } from '#central/telephony/adapter.ts'
import type { AsteriskConfig } from './config.ts'

const REQUEST_TIMEOUT_MS = 5_000
const AWAY_MS = 1_000

/** `status` null: no answer came, and nobody knows whether it was done. */
export type AriFailure = { ok: false; status: number | null }
export type Answered = { ok: true; status: number; body: unknown } | AriFailure

type Query = Record<string, string | number | undefined>
export type AriClient = ReturnType<typeof createAriClient>

/** Requests to ARI. Refusals are data; the messages of Asterisk may hold numbers and are not kept. */
export function createAriClient({ url, user, password }: AsteriskConfig) {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

  async function ask(method: string, path: string, query: Query = {}, body?: object): Promise<Answered> {
    const address = new URL(`${url}${path}`)
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value))
    }
    const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    try {
      const response = await fetch(address, {
        ...{ method, headers, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      if (!response.ok) return { ok: false, status: response.status }
      return { ok: true, status: response.status, body: text === '' ? null : JSON.parse(text) }
    } catch (error) {
      if (isNetworkError(error)) return { ok: false, status: null }
      throw error
    }
  }

  return {
    authorization,
    post: (path: string, query?: Query, body?: object) => ask('POST', path, query, body),
    put: (path: string, query?: Query, body?: object) => ask('PUT', path, query, body),
    delete: (path: string, query?: Query) => ask('DELETE', path, query),
    /** Reads what must be there. Throws when it cannot: no answer is not an empty line. */
    async read<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
      const answer = await ask('GET', path)
      if (!answer.ok) throw new Error(`ARI did not answer ${path}: ${answer.status ?? 'out of reach'}`)
      return schema.parse(answer.body)
    },
    /** A file, as it comes. */
    async open(path: string): Promise<{ ok: true; body: AsyncIterable<Uint8Array> } | AriFailure> {
      try {
        const response = await fetch(new URL(`${url}${path}`), { headers: { authorization } })
        if (response.ok && response.body) return { ok: true, body: response.body }
        await response.body?.cancel()
        return { ok: false, status: response.status }
      } catch (error) {
        if (isNetworkError(error)) return { ok: false, status: null }
        throw error
      }
    },
    /** The same of what may be there or not; null: it is not. */
    async find<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | null> {
      const answer = await ask('GET', path)
      if (answer.ok) return schema.parse(answer.body)
      if (answer.status === 404) return null
      throw new Error(`ARI did not answer ${path}: ${answer.status ?? 'out of reach'}`)
    },
  }
}

export function answerFailure({ status }: AriFailure): Extract<LineAnswer, { ok: false }> {
  if (status === 404) return { ok: false, code: 'gone' }
  if (status === 409 || status === 412 || status === 422) return { ok: false, code: 'wrong_state' }
  if (status === null || status === 503) return { ok: false, code: 'busy', retryAfterMs: AWAY_MS }
  return { ok: false, code: 'vendor', detail: `http ${status}` }
}

/** `fetch` says TypeError for a connection that failed, and a DOMException when time is over. */
function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')
}
