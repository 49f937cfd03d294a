import type { FastifyInstance } from 'fastify'
import { refuseRequest } from './refusal-error.ts'

export const MAX_DEPTH = 32

/**
 * JSON up to 32 levels deep, no `__proto__` and no `constructor.prototype`; anything compressed, in another charset or
 * not UTF-8 at all is refused: read as if it were, a name in GBK would be stored as question marks.
 */
export function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = decode(body)
    if (text === null) return done(new BodyError('not UTF-8'))
    if (measureDepth(text) > MAX_DEPTH) return done(new BodyError('too deep'))
    return parse(request, text, done)
  })
  app.addHook('onRequest', async (request) => {
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') refuseRequest('unsupported_media_type')
    const [, charset] = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(request.headers['content-type'] ?? '') ?? []
    if (charset !== undefined && charset.toLowerCase() !== 'utf-8') refuseRequest('unsupported_media_type')
  })
}

function decode(body: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (error) {
    // the one way in which a fatal decoder says that the bytes are no UTF-8
    if (error instanceof TypeError) return null
    throw error
  }
}

class BodyError extends Error {
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
