import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refuseRequest } from '#central/http/refusal-error.ts'
import { cleanText } from '#shared/protocol/clean-text.ts'

/** What the demo's telephone network lets a person do from outside. */
export type SimulatorControl = {
  /** answers the caller's reference */
  placeCall(call: { from: string | null; to: string; patienceMs?: number; talkMs?: number; messageMs?: number }): string
  /** false: no such caller */
  callerHangsUp(reference: string): boolean
}

const Phone = z
  .string()
  .min(3)
  .max(40)
  .regex(/^[+0-9 ()-]+$/)
const Call = z.strictObject({
  /** null: the caller withholds the number */
  from: Phone.nullable(),
  to: Phone,
  patienceMs: z.int().min(1_000).max(3_600_000).optional(),
  talkMs: z.int().min(1_000).max(3_600_000).optional(),
  /** how long they speak when they are asked for a message */
  messageMs: z.int().min(0).max(3_600_000).optional(),
})

/** Only while the simulator runs. */
export function simulatorRoutes(simulator: SimulatorControl): FastifyPluginAsyncZod {
  return async (app) => {
    const config = { access: 'simulator.control' } as const
    app.post(
      '/simulator/calls',
      { config, schema: { body: Call, response: { 201: z.strictObject({ callId: z.string() }) } } },
      async (request, reply) => {
        const { patienceMs, talkMs, messageMs, ...who } = request.body
        const manner = {
          ...(patienceMs === undefined ? {} : { patienceMs }),
          ...(talkMs === undefined ? {} : { talkMs }),
          ...(messageMs === undefined ? {} : { messageMs }),
        }
        return reply.code(201).send({ callId: simulator.placeCall({ ...who, ...manner }) })
      },
    )
    app.delete(
      '/simulator/calls/:callId',
      { config, schema: { params: z.strictObject({ callId: cleanText(64, 1) }) } },
      async (request, reply) => {
        if (!simulator.callerHangsUp(request.params.callId)) refuseRequest('call_not_found')
        return reply.code(204).send()
      },
    )
  }
}
