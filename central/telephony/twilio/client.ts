import twilio, { type Twilio } from 'twilio'
import RequestClient from 'twilio/lib/base/RequestClient.js'
import type { TwilioConfig } from './config.ts'
import { readRetryAfter } from './read-retry-after.ts'

export const API_HOST = 'api.twilio.com'
const REQUEST_TIMEOUT_MS = 5_000

type Answer = { statusCode: number; body: unknown; headers?: unknown }

/**
 * The package has no option for another address: requests to the API's host are sent to ours instead, others never.
 * It also forgets the headers of a refusal, so a refusal that says when to come back is thrown here.
 */
class BaseUrlClient extends RequestClient {
  readonly #baseUrl: string

  constructor(baseUrl: string) {
    super({ timeout: REQUEST_TIMEOUT_MS })
    this.#baseUrl = baseUrl.replace(/\/+$/, '')
  }

  override async request<T>(options: RequestClient.RequestOptions<T>) {
    const url = new URL(options.uri)
    if (url.hostname !== API_HOST) throw new Error(`no request leaves for ${url.hostname}`)
    const response = await super.request<T>({ ...options, uri: `${this.#baseUrl}${url.pathname}${url.search}` })
    throwPostponed(response)
    return response
  }
}

function throwPostponed({ statusCode, body, headers }: Answer): void {
  if (statusCode !== 429 && statusCode < 500) return
  const retryAfterMs = readRetryAfter(headers)
  if (retryAfterMs === null) return
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  throw Object.assign(new Error(`http ${statusCode}, later`), { status: statusCode, code, retryAfterMs })
}

/** A client of the `twilio` package for this account. Makes no request by itself. */
export function createTwilioClient({ accountSid, authToken, apiBaseUrl }: TwilioConfig): Twilio {
  const httpClient = new BaseUrlClient(apiBaseUrl ?? `https://${API_HOST}`)
  return twilio(accountSid, authToken, { httpClient })
}
