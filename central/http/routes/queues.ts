import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { changeQueue } from '#central/flows/set-up/change-queue.ts'
import { createQueue, setMember, setNumber } from '#central/flows/set-up/change-queues.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { unwrap } from '#central/http/refusal-error.ts'
import { listQueues } from '#central/routing/queue-set-up.ts'
import { cleanText } from '#shared/protocol/clean-text.ts'
import { QueueId, UserId } from '#shared/protocol/ids.ts'
import { DurationMs, personText } from '#shared/protocol/scalars.ts'
import { Label } from '#shared/protocol/view/catalog.ts'

/** What an admin writes is bounded; what is read back is whatever was written. */
const NewLabel = z.strictObject({ en: personText(500), 'zh-CN': personText(500), 'zh-TW': personText(500) })
const rules = {
  wrapUpMs: DurationMs.max(3_600_000),
  wrapUpExtensionMs: DurationMs.max(3_600_000),
  wrapUpExtensions: z.int().min(0).max(20),
  dispositionRequired: z.boolean(),
  offerMs: z.int().min(3_000).max(300_000),
  maxWaitMs: z.int().min(1_000).max(86_400_000).nullable(),
  treatment: z.enum(['hang_up', 'keep_waiting']),
  treatmentMessage: NewLabel.nullable(),
  shortAbandonMs: DurationMs.max(60_000),
  serviceLevelPercent: z.int().min(0).max(100),
  serviceLevelMs: DurationMs.max(3_600_000),
  scriptId: cleanText(64).nullable(),
}
const QueueRecord = z.strictObject({
  queueId: z.string(),
  name: Label,
  disabled: z.boolean(),
  members: z.array(z.string()),
  numbers: z.array(z.string()),
  ...rules,
})
const NewQueue = z
  .strictObject({ queueId: QueueId.optional(), name: NewLabel })
  .extend(z.strictObject(rules).partial().shape)
const QueueChange = z.strictObject({ name: NewLabel.optional() }).extend(z.strictObject(rules).partial().shape)
const member = z.strictObject({ queueId: QueueId, userId: UserId })
const number = z.strictObject({ queueId: QueueId, number: cleanText(40, 3) })

/** Queues, who serves them, and which dialled numbers reach them. */
export function queueRoutes({ context }: HttpParts): FastifyPluginAsyncZod {
  const { db, region } = context
  return async (app) => {
    const write = { access: 'queue.write' } as const
    app.get(
      '/queues',
      {
        config: { access: 'queue.read' },
        schema: { response: { 200: z.strictObject({ queues: z.array(QueueRecord) }) } },
      },
      async () => ({ queues: await listQueues(db) }),
    )
    app.post(
      '/queues',
      { config: write, schema: { body: NewQueue, response: { 201: z.strictObject({ queueId: z.string() }) } } },
      async (request, reply) => {
        const { queueId = QueueId.parse(context.newId()), name, ...given } = request.body
        unwrap(await createQueue(db, { ...dropUndefined(given), queueId, name }))
        return reply.code(201).send({ queueId })
      },
    )
    app.patch(
      '/queues/:queueId',
      { config: write, schema: { params: z.strictObject({ queueId: QueueId }), body: QueueChange } },
      async (request, reply) => {
        unwrap(await changeQueue(db, request.params.queueId, dropUndefined(request.body)))
        return reply.code(204).send()
      },
    )
    app.put(
      '/queues/:queueId/members/:userId',
      { config: write, schema: { params: member } },
      async (request, reply) => {
        unwrap(await setMember(context, { ...request.params, serves: true }))
        return reply.code(204).send()
      },
    )
    app.delete(
      '/queues/:queueId/members/:userId',
      { config: write, schema: { params: member } },
      async (request, reply) => {
        unwrap(await setMember(context, { ...request.params, serves: false }))
        return reply.code(204).send()
      },
    )
    app.put(
      '/queues/:queueId/numbers/:number',
      { config: write, schema: { params: number } },
      async (request, reply) => {
        unwrap(await setNumber(db, { ...request.params, region, reaches: true }))
        return reply.code(204).send()
      },
    )
    app.delete(
      '/queues/:queueId/numbers/:number',
      { config: write, schema: { params: number } },
      async (request, reply) => {
        unwrap(await setNumber(db, { ...request.params, region, reaches: false }))
        return reply.code(204).send()
      },
    )
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function dropUndefined<T extends object>(given: T): Defined<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>
}
