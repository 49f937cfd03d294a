import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { changeQueue } from '#central/flows/set-up/change-queue.ts'
import { createQueue, setMember, setNumber, tellNumber, tellQueueChange } from '#central/flows/set-up/change-queues.ts'
import { auditOf } from '#central/http/audit-of.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { unwrap } from '#central/http/refusal-error.ts'
import { listQueues } from '#central/routing/queue-set-up.ts'
import { cleanText } from '#shared/protocol/clean-text.ts'
import { QueueId, UserId } from '#shared/protocol/ids.ts'
import { DialPrefix, DurationMs, personText } from '#shared/protocol/scalars.ts'
import { Label } from '#shared/protocol/view/catalog.ts'

/** What an admin writes is bounded; what is read back is whatever was written. */
const NewLabel = z.strictObject({ en: personText(500), 'zh-CN': personText(500), 'zh-TW': personText(500) })
const minuteOfDay = z.int().min(0).max(1439)
const rules = {
  wrapUpMs: DurationMs.max(3_600_000),
  wrapUpExtensionMs: DurationMs.max(3_600_000),
  wrapUpExtensions: z.int().min(0).max(20),
  dispositionRequired: z.boolean(),
  offerMs: z.int().min(3_000).max(300_000),
  maxWaitMs: z.int().min(1_000).max(86_400_000).nullable(),
  treatment: z.enum(['hang_up', 'keep_waiting', 'voicemail']),
  treatmentMessage: NewLabel.nullable(),
  shortAbandonMs: DurationMs.max(60_000),
  recordCalls: z.boolean(),
  announceRecording: z.boolean(),
  recordingDays: z.int().min(1).max(36_500).nullable(),
  dialPrefixes: z.array(DialPrefix).max(100).nullable(),
  dialHours: z.strictObject({ from: minuteOfDay, until: minuteOfDay }).nullable(),
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
  const audit = auditOf(context)
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
        const also = audit(request, { action: 'queue.created', subject: queueId })
        unwrap(await createQueue(db, { ...dropUndefined(given), queueId, name }, also))
        return reply.code(201).send({ queueId })
      },
    )
    app.patch(
      '/queues/:queueId',
      { config: write, schema: { params: z.strictObject({ queueId: QueueId }), body: QueueChange } },
      async (request, reply) => {
        const change = dropUndefined(request.body)
        const { queueId } = request.params
        const also = audit(request, { action: 'queue.changed', subject: queueId, detail: tellQueueChange(change) })
        unwrap(await changeQueue(db, queueId, change, also))
        return reply.code(204).send()
      },
    )
    app.put(
      '/queues/:queueId/members/:userId',
      { config: write, schema: { params: member } },
      async (request, reply) => {
        const { queueId, userId } = request.params
        const also = audit(request, { action: 'queue.member-added', subject: queueId, detail: { userId } })
        unwrap(await setMember(context, { queueId, userId, serves: true }, also))
        return reply.code(204).send()
      },
    )
    app.delete(
      '/queues/:queueId/members/:userId',
      { config: write, schema: { params: member } },
      async (request, reply) => {
        const { queueId, userId } = request.params
        const also = audit(request, { action: 'queue.member-removed', subject: queueId, detail: { userId } })
        unwrap(await setMember(context, { queueId, userId, serves: false }, also))
        return reply.code(204).send()
      },
    )
    app.put(
      '/queues/:queueId/numbers/:number',
      { config: write, schema: { params: number } },
      async (request, reply) => {
        const { queueId, number } = request.params
        const also = audit(request, {
          action: 'queue.number-added',
          subject: queueId,
          detail: tellNumber(number, region),
        })
        unwrap(await setNumber(db, { queueId, number, region, reaches: true }, also))
        return reply.code(204).send()
      },
    )
    app.delete(
      '/queues/:queueId/numbers/:number',
      { config: write, schema: { params: number } },
      async (request, reply) => {
        const { queueId, number } = request.params
        const also = audit(request, {
          action: 'queue.number-removed',
          subject: queueId,
          detail: tellNumber(number, region),
        })
        unwrap(await setNumber(db, { queueId, number, region, reaches: false }, also))
        return reply.code(204).send()
      },
    )
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function dropUndefined<T extends object>(given: T): Defined<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>
}
