import type { FastifyInstance } from 'fastify'
import { refuseRequest } from './refusal-error.ts'

export const MAX_DEPTH = 32

/** JSON up to 32 levels deep, no `__proto__` and no `constructor.prototype`; anything compressed is refused. */
export function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (measureDepth(body) > MAX_DEPTH) return done(new DepthError())
    return parse(request, body, done)
  })
  app.addHook('onRequest', async (request) => {
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') refuseRequest('unsupported_media_type')
  })
}

class DepthError extends Error {
  readonly statusCode = 400
}

/** How deep the brackets of a JSON text nest, read without parsing it: a parser that recurses would fall first. */
export function measureDepth(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index]
    if (inString) {
      if (sign === '\\') index += 1
      else if (sign === '"') inString = false
    } else if (sign === '"') inString = true
    else if (sign === '{' || sign === '[') {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (sign === '}' || sign === ']') depth -= 1
  }
  return deepest
}
