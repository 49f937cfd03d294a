import { z } from 'zod'
import { Monitor } from '../call.ts'
import { CallId } from '../ids.ts'

/** A supervisor came into the call, is heard by others than before, or is gone (null). To them, and to its agent. */
export const MonitorChanged = z.strictObject({
  type: z.literal('call.monitor-changed'),
  callId: CallId,
  monitor: Monitor.nullable(),
})
