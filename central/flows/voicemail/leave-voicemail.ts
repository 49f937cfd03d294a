import type { CallRow } from '#central/calls/call-rows.ts'
import type { RecordingRow } from '#central/calls/recording-rows.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { markVoicemail } from '#central/interactions/close-interaction.ts'
import { createTasks } from '#central/tasks/create-task.ts'
import { CustomerId, InteractionId, RecordingId, TaskId } from '#shared/protocol/ids.ts'

/**
 * A message is there: it becomes work of everybody who serves the queue, once, until one of them takes it. What its line
 * tells late counts as much: a call that ended without this message was not only turned away.
 */
export async function leaveVoicemail(flow: Flow, call: CallRow, message: RecordingRow): Promise<void> {
  await createTasks(flow.tx, [
    {
      // the same for a message, however often it is told
      id: TaskId.parse(message.id),
      ...{ kind: 'voicemail', title: '', dueAt: flow.now, assigneeId: null, createdBy: null, now: flow.now },
      customerId: message.customer_id === null ? null : CustomerId.parse(message.customer_id),
      interactionId: InteractionId.parse(call.interaction_id),
      phone: call.caller_number,
      queueId: call.queue_id,
      recordingId: RecordingId.parse(message.id),
    },
  ])
  if (call.state === 'ended') await markVoicemail(flow.tx, InteractionId.parse(call.interaction_id))
}
