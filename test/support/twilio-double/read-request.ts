import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'

/** What Twilio answers instead of doing it. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export function readParam(request: FastifyRequest, name: string): string {
  const params = request.params as Record<string, string | undefined>
  return params[name] ?? ''
}

export function readForm<T>(request: FastifyRequest, schema: z.ZodType<T>): T {
  const text = typeof request.body === 'string' ? request.body : ''
  return check(schema, new URLSearchParams(text))
}

export function readQuery<T>(request: FastifyRequest, schema: z.ZodType<T>): T {
  return check(schema, new URLSearchParams(request.url.split('?')[1] ?? ''))
}

function check<T>(schema: z.ZodType<T>, fields: URLSearchParams): T {
  const values: Record<string, string | string[]> = {}
  for (const name of new Set(fields.keys())) {
    const all = fields.getAll(name)
    values[name] = all.length === 1 && all[0] !== undefined ? all[0] : all
  }
  const parsed = schema.safeParse(values)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new Refusal(400, 20001, issues)
}

export function refuse(reply: FastifyReply, status: number, code: number, message: string): FastifyReply {
  return reply.code(status).send({ status, code, message, more_info: `https://www.twilio.com/docs/errors/${code}` })
}

export function page(
  request: FastifyRequest,
  name: string,
  found: unknown[],
  query: { PageSize?: number | undefined; Page?: number | undefined },
) {
  const size = query.PageSize ?? 50
  const number = query.Page ?? 0
  const [path = ''] = request.url.split('?')
  const next = found.length > (number + 1) * size ? `${path}?PageSize=${size}&Page=${number + 1}` : null
  return {
    [name]: found.slice(number * size, (number + 1) * size),
    page: number,
    page_size: size,
    start: number * size,
    end: Math.min(found.length, (number + 1) * size) - 1,
    uri: request.url,
    first_page_uri: `${path}?PageSize=${size}&Page=0`,
    next_page_uri: next,
    previous_page_uri: null,
  }
}
