import type { FastifyInstance } from 'fastify'
import { refuseRequest } from './refusal-error.ts'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A page of another origin changes nothing here, whatever it holds. Programs send no Origin and are let through:
 * they act with a bearer token, which no browser adds by itself.
 */
export function checkOrigin(app: FastifyInstance, allowedOrigins: readonly string[]): void {
  app.addHook('onRequest', async (request) => {
    // a line break inside a request line makes the rest of it a header, in a version older than headers
    if (request.raw.httpVersionMajor < 1) refuseRequest('bad_request')
    if (READS.has(request.method)) return
    const origin = request.headers.origin
    if (origin !== undefined && !allowedOrigins.includes(origin)) refuseRequest('forbidden')
    if (origin === undefined && request.headers['sec-fetch-site'] === 'cross-site') refuseRequest('forbidden')
  })
}
