import { createHmac } from 'node:crypto'
import { planDeliveries, type Trouble } from '#test/support/delivery-trouble.ts'

export type Letter = { url: string; params: Record<string, string>; token: string }

/**
 * Twilio's way to central. Every request is signed for the public address and sent to where the server really
 * listens. Callbacks can be held back, and let go in any order, twice, or never.
 */
export function createPostOffice(options: {
  authToken: string
  publicUrl: string
  /** where the public address leads to just now; null: central is away */
  target(): string | null
  newToken(): string
}) {
  const running = new Set<Promise<unknown>>()
  const held: Letter[] = []
  const sent: Letter[] = []
  const answers: { url: string; status: number }[] = []
  let isHolding = false
  let trouble: Trouble | null = null
  let tail: Promise<unknown> = Promise.resolve()

  function track<T>(work: Promise<T>): Promise<T> {
    running.add(work)
    const forget = () => void running.delete(work)
    void work.then(forget, forget)
    return work
  }

  /** One request as Twilio makes it; null when nobody answers. */
  async function request(
    method: 'GET' | 'POST',
    { url, params, token }: Letter,
    extra: { authToken?: string; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; body: string } | null> {
    const target = options.target()
    if (target === null || !url.startsWith(options.publicUrl)) return null
    const fields = method === 'POST' ? params : {}
    const signature = signRequest(extra.authToken ?? options.authToken, url, fields)
    const headers = {
      'user-agent': 'TwilioProxy/1.1',
      'x-twilio-signature': signature,
      'i-twilio-idempotency-token': token,
      ...extra.headers,
    }
    const address = `${target}${url.slice(options.publicUrl.length)}`
    try {
      const response = await fetch(address, {
        method,
        headers,
        ...(method === 'POST' ? { body: new URLSearchParams(params) } : {}),
      })
      answers.push({ url, status: response.status })
      return { status: response.status, body: await response.text() }
    } catch {
      // nobody there: Twilio goes on without an answer
      return null
    }
  }

  function deliver(letter: Letter): Promise<unknown> {
    sent.push(letter)
    return track(request('POST', letter))
  }

  function inTurn(letter: Letter): void {
    tail = tail.then(() => deliver(letter))
    void track(tail)
  }

  return {
    request: (
      method: 'GET' | 'POST',
      url: string,
      params: Record<string, string>,
      extra?: { authToken?: string; headers?: Record<string, string> },
    ) => track(request(method, { url, params, token: options.newToken() }, extra)),
    /** a callback: nobody waits for its answer */
    post(url: string, params: Record<string, string>): void {
      const letter = { url, params, token: options.newToken() }
      if (isHolding) {
        held.push(letter)
        return
      }
      for (const delayMs of trouble === null ? [0] : planDeliveries(trouble)) {
        if (delayMs === 0) inTurn(letter)
        else trouble?.clock.schedule(delayMs, () => void deliver(letter))
      }
    },
    hold(): void {
      isHolding = true
    },
    /** lets go what was held, in the order that `arrange` gives it; what it leaves out is lost */
    async release(arrange: (letters: Letter[]) => Letter[] = (letters) => letters): Promise<void> {
      isHolding = false
      for (const letter of arrange(held.splice(0))) await deliver(letter)
    },
    /** from now on callbacks come late, twice or never; null: as they should */
    suffer(next: Trouble | null): void {
      trouble = next
    },
    /** sends again what was sent before, at the same time */
    repeat: (letter: Letter, times: number) =>
      Promise.all(Array.from({ length: times }, () => track(request('POST', letter)))),
    track,
    sent,
    answers,
    isIdle: () => running.size === 0,
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.allSettled([...running])
    },
  }
}

export type PostOffice = ReturnType<typeof createPostOffice>

/** As Twilio signs: HMAC-SHA1 of the address, then every field's name and value, sorted by name. */
export function signRequest(authToken: string, url: string, params: Record<string, string>): string {
  const fields = Object.keys(params).sort()
  const text = fields.reduce((before, name) => `${before}${name}${params[name]}`, url)
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64')
}
