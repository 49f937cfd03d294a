import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { createQueryDoor } from '#central/http/ask-query.ts'
import { userOf } from '#central/http/check-access.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { refuseRequest } from '#central/http/refusal-error.ts'
import { createPaperworkDoor } from '#central/http/submit-paperwork.ts'
import { FieldChange, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { CommandId, CustomerId } from '#shared/protocol/ids.ts'
import { queries } from '#shared/protocol/query/query.ts'
import { personText } from '#shared/protocol/scalars.ts'
import { CustomerCard } from '#shared/protocol/view/customer.ts'

const CreateBody = z.strictObject({
  ...PaperworkBody.options[5].pick({ kind: true, name: true, company: true, email: true, phones: true, language: true })
    .shape,
})
const IdempotencyKey = z.object({ 'idempotency-key': CommandId.optional() })
const one = z.strictObject({ customerId: CustomerId })
const whole = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number)

/** Customers for other systems: the same search, card and edits that desks use. */
export function customerRoutes(parts: HttpParts): FastifyPluginAsyncZod {
  const { context } = parts
  const ask = createQueryDoor(parts)
  const submit = createPaperworkDoor(parts)
  return async (app) => {
    app.get(
      '/customers',
      {
        config: { access: 'customer.read' },
        schema: {
          querystring: z.strictObject({ text: personText(200), limit: whole.pipe(z.int().min(1).max(50)).default(20) }),
          response: { 200: queries['customer.search'].result },
        },
      },
      (request) => ask(userOf(request), 'customer.search', request.query),
    )
    app.get(
      '/customers/:customerId',
      { config: { access: 'customer.read' }, schema: { params: one, response: { 200: CustomerCard } } },
      async (request) => {
        const { card } = await ask(userOf(request), 'customer.card', request.params)
        return card ?? refuseRequest('customer_not_found')
      },
    )
    app.post(
      '/customers',
      {
        config: { access: 'customer.write' },
        schema: {
          headers: IdempotencyKey,
          body: CreateBody,
          response: { 201: z.strictObject({ customerId: CustomerId }) },
        },
      },
      async (request, reply) => {
        // sent twice with one key it must name the same customer
        const customerId = CustomerId.parse(request.headers['idempotency-key'] ?? context.newId())
        await submit(userOf(request), request.headers['idempotency-key'], {
          type: 'customer.create',
          customerId,
          interactionId: null,
          ...request.body,
        })
        return reply.code(201).send({ customerId })
      },
    )
    app.patch(
      '/customers/:customerId',
      {
        config: { access: 'customer.write' },
        schema: {
          headers: IdempotencyKey,
          params: one,
          body: z.strictObject({ changes: z.array(FieldChange).min(1).max(20) }),
          response: { 200: z.strictObject({ conflict: z.boolean() }) },
        },
      },
      async (request) => {
        const { customerId } = request.params
        const { changes } = request.body
        const body = { type: 'customer.update' as const, customerId, changes }
        return { conflict: await submit(userOf(request), request.headers['idempotency-key'], body) }
      },
    )
  }
}
