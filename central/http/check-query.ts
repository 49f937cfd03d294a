import type { FastifyInstance } from 'fastify'
import { refuseRequest } from './refusal-error.ts'

/** A query that is no UTF-8 is refused: it would be read, and looked for, as the very signs it is written with. */
export function checkQuery(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const { url = '' } = request.raw
    const start = url.indexOf('?')
    if (start >= 0 && !isDecodable(url.slice(start + 1))) refuseRequest('bad_request')
  })
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}
