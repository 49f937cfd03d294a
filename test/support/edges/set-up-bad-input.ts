import type { AddressInfo } from 'node:net'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect } from 'vitest'
import { Refusal } from '#shared/protocol/error.ts'
import { NOW } from '#test/support/customers.ts'
import { type Edges, openEdges, PASSWORD } from './open-edges.ts'

const REQUEST_TIMEOUT_MS = 1_000

type Answer = PromiseLike<{ statusCode: number; body: string }>

/** Central behind its edges on a port of its own, with an agent's desk, for the cases of bad input of one file. */
export function setUpBadInput() {
  let edges: Edges
  let port = 0
  let desk: Awaited<ReturnType<Edges['dial']>>
  let now = NOW
  let n = 0

  beforeAll(async () => {
    const clock = { now: () => now, schedule: () => () => {} }
    edges = await openEdges({ passwords: true, clock, requestTimeoutMs: REQUEST_TIMEOUT_MS })
    await edges.app.listen({ port: 0, host: '127.0.0.1' })
    port = (edges.app.server.address() as AddressInfo).port
    desk = await edges.dial('agent')
  })
  afterAll(async () => {
    await edges.close()
  })

  async function search(text: string): Promise<unknown> {
    now += 1_000
    return desk.ask('query', { name: 'customer.search', params: { text, limit: 20 } })
  }

  return {
    edges: () => edges,
    port: () => port,
    desk: () => desk,
    credentials: JSON.stringify({ login: 'agent', password: PASSWORD }),
    post: (payload: string | Buffer, headers: Record<string, string> = {}) =>
      edges.app.inject({
        ...{ method: 'POST', url: '/api/v1/session', payload },
        headers: { 'content-type': 'application/json', ...headers },
      }),
    /** Refused with this status and a closed code. */
    async expectRefused(answer: Answer, status: number, code: string): Promise<void> {
      const { statusCode, body } = await answer
      expect([statusCode, Refusal.parse(JSON.parse(body)).code]).toEqual([status, code])
    },
    /** A customer made over HTTP and over the link with this name: both answers. */
    async createNamed(name: unknown): Promise<[http: number, link: string | null]> {
      const headers = await edges.signIn('agent')
      const body = { kind: 'individual', name, company: null, email: null, phones: [], language: null }
      const http = await edges.app.inject({ method: 'POST', url: '/api/v1/customers', headers, payload: body })
      now += 1_000
      n += 1
      const command = { ...body, type: 'customer.create', customerId: v7(), interactionId: null }
      const answer = await desk.ask('paperwork', { commands: [{ commandId: v7(), n, writtenAt: NOW, body: command }] })
      const { ok, refusal } = answer as { ok: boolean; refusal?: Refusal }
      return [http.statusCode, ok ? null : Refusal.parse(refusal).code]
    },
    search,
    async findIds(text: string): Promise<string[]> {
      const answer = (await search(text)) as { ok: boolean; data?: { hits: { customer: { customerId: string } }[] } }
      if (!answer.ok || !answer.data) throw new Error(JSON.stringify(answer))
      return answer.data.hits.map(({ customer }) => customer.customerId)
    },
  }
}
