import { z } from 'zod'
import { Consult, ConsultEnd } from '../call.ts'
import { CallId } from '../ids.ts'

/** A consult began, moved or ended; the whole of it as it is now. `ended` says how, exactly when it is over. */
export const ConsultChanged = z.strictObject({
  type: z.literal('call.consult-changed'),
  callId: CallId,
  consult: Consult.nullable(),
  ended: ConsultEnd.nullable(),
})
