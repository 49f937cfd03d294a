import type { Evidence } from './evidence.ts'

/** Every message that a line has is one piece of work of its queue, whoever has it; of none that it has not is there any. */
export function judgeVoicemails({ rows, fail }: Evidence): void {
  const tasks = new Map(
    rows(`select * from task where kind = 'voicemail'`).map((row) => [String(row.recording_id), row]),
  )
  for (const message of rows(`select recording.*, interaction.result, interaction.queue_id from recording
    join interaction on interaction.id = recording.interaction_id where purpose = 'message' and state = 'ready'`)) {
    const task = tasks.get(String(message.id))
    tasks.delete(String(message.id))
    if (!task) {
      fail(`message ${message.id} waits for nobody`)
      continue
    }
    if (task.interaction_id !== message.interaction_id) fail(`message ${message.id} is work of another call`)
    if (task.queue_id !== message.queue_id) fail(`message ${message.id} waits at another queue`)
    if (!['voicemail', 'handled'].includes(String(message.result)))
      fail(`the call of message ${message.id} counts as ${message.result}`)
  }
  for (const id of tasks.keys()) fail(`message ${id} was invented`)
  const twice = rows(`select call_id from recording where purpose = 'message' and state <> 'failed'
    group by call_id having count(*) > 1`)
  for (const { call_id: callId } of twice) fail(`the caller of ${callId} was asked twice`)
}
