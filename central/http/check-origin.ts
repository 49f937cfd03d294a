import type { FastifyInstance } from 'fastify'
import { refuseRequest } from './refusal-error.ts'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A page of another origin changes nothing here, whatever it holds. Programs send no Origin and are let through:
 * they act with a bearer token, which no browser adds by itself.
 */
export function checkOrigin(app: FastifyInstance, allowedOrigins: readonly string[]): void {
  app.addHook('onRequest', async (request) => {
    if (READS.has(request.method)) return
    const origin = request.headers.origin
    if (origin !== undefined && !allowedOrigins.includes(origin)) refuseRequest('forbidden')
    if (origin === undefined && request.headers['sec-fetch-site'] === 'cross-site') refuseRequest('forbidden')
  })
}
