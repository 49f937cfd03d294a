import twilio, { type Twilio } from 'twilio'
import RequestClient from 'twilio/lib/base/RequestClient.js'
import type { TwilioConfig } from './config.ts'

const API_HOST = 'api.twilio.com'
const REQUEST_TIMEOUT_MS = 5_000

/** The package has no option for another address: requests to the API's host are sent to ours instead, others never. */
class BaseUrlClient extends RequestClient {
  readonly #baseUrl: string

  constructor(baseUrl: string) {
    super({ timeout: REQUEST_TIMEOUT_MS })
    this.#baseUrl = baseUrl.replace(/\/+$/, '')
  }

  override request<T>(options: RequestClient.RequestOptions<T>) {
    const url = new URL(options.uri)
    if (url.hostname !== API_HOST) throw new Error(`no request leaves for ${url.hostname}`)
    return super.request<T>({ ...options, uri: `${this.#baseUrl}${url.pathname}${url.search}` })
  }
}

/** A client of the `twilio` package for this account. Makes no request by itself. */
export function createTwilioClient({ accountSid, authToken, apiBaseUrl }: TwilioConfig): Twilio {
  const httpClient = new BaseUrlClient(apiBaseUrl ?? `https://${API_HOST}`)
  return twilio(accountSid, authToken, { httpClient })
}
