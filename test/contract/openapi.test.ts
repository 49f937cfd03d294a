import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { httpProbes } from '#test/support/edges/http-probes.ts'
import { makeSubject } from '#test/support/edges/make-subject.ts'
import { userOfRole } from '#test/support/edges/open-edges.ts'
import { setUpRights } from './set-up-rights.ts'

const API = '/api/v1/'
const Content = z.strictObject({ schema: z.record(z.string(), z.unknown()) })
const Answer = z.strictObject({
  description: z.string().min(1),
  content: z.strictObject({ 'application/json': Content.optional(), 'audio/wav': Content.optional() }).optional(),
})
const Operation = z.strictObject({
  tags: z.array(z.string().min(1)).length(1),
  parameters: z
    .array(
      z.object({
        in: z.enum(['path', 'query', 'header']),
        name: z.string(),
        required: z.boolean(),
        schema: z.object(),
      }),
    )
    .default([]),
  requestBody: z.object({ required: z.literal(true) }).optional(),
  security: z.array(z.never()).optional(),
  responses: z.record(z.string().regex(/^(20[0146]|416|default)$/), Answer),
})
const Document = z.object({
  openapi: z.literal('3.1.0'),
  security: z.tuple([z.strictObject({ session: z.tuple([]) })]),
  paths: z.record(z.string(), z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), Operation)),
})

const { edges } = setUpRights()

async function readDocument() {
  const answer = await edges().app.inject({ url: `${API}openapi.json` })
  const document = Document.parse(answer.json())
  return new Map<string, z.infer<typeof Operation>>(
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    ),
  )
}

const written = (route: string) => route.replaceAll(/:(\w+)/g, '{$1}')
const ours = () =>
  [...edges().app.endpoints].filter(([name]) => name.includes(` ${API}`) && !name.includes('openapi.json'))

describe('the OpenAPI document', () => {
  it('has every route of the running server and nothing else, with what each takes and who needs no session', async () => {
    const document = await readDocument()
    expect([...document.keys()].sort()).toEqual(
      ours()
        .map(([name]) => written(name))
        .sort(),
    )
    for (const [name, { access, schema }] of ours()) {
      const operation = document.get(written(name))
      const inPath = operation?.parameters.filter((parameter) => parameter.in === 'path')
      expect(
        inPath?.map((parameter) => parameter.name),
        name,
      ).toEqual([...name.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter))
      expect(
        inPath?.every(({ required }) => required),
        name,
      ).toBe(true)
      expect(operation?.requestBody !== undefined, name).toBe(schema.body !== undefined)
      expect(operation?.security, name).toEqual(access === 'public' ? [] : undefined)
    }
  })

  it.each(Object.keys(httpProbes).filter((route) => route.includes(` ${API}`) && !route.includes('openapi.json')))(
    'says truly what %s answers, and that it may refuse',
    async (route) => {
      const probe = httpProbes[route]
      const operation = (await readDocument()).get(written(route))
      if (!probe || !operation) throw new Error(`no probe or no description of ${route}`)
      const subject = await makeSubject(edges().db, userOfRole('admin'), 'talking')
      await probe.prepare?.(edges(), subject)
      // one of these routes gives the admin a password that must be changed first
      await edges().db.updateTable('user').set({ must_change_password: 0 }).execute()
      const method = route.split(' ', 1)[0] as 'GET'
      const request = { method, ...probe.request(subject) }
      const answer = await edges().app.inject({ ...request, headers: await edges().signIn('admin') })
      const [status] = Object.keys(operation.responses)
      expect(String(answer.statusCode), answer.body).toBe(status)
      const content = operation.responses[status ?? '']?.content
      const told = content?.['application/json']?.schema
      if (content?.['audio/wav']) expect(answer.headers['content-type']).toBe('audio/wav')
      else if (told) z.fromJSONSchema(told).parse(answer.json())
      else expect(answer.body).toBe('')
      const refused = z.fromJSONSchema(operation.responses.default?.content?.['application/json']?.schema ?? {})
      expect(refused.safeParse({ code: 'forbidden', field: 'x' }).success).toBe(true)
      expect(refused.safeParse({ code: 'because' }).success).toBe(false)
    },
  )
})
