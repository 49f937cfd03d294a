import type { SafetyRule } from './consult-rules.ts'
import type { Evidence } from './evidence.ts'

export const recordingRules: readonly SafetyRule[] = [
  ['a call that is recorded twice', 'call_id', `recording where purpose = 'call' group by call_id having count(*) > 1`],
  [
    'a recording of somebody who did not consent, and that is to be kept',
    'recording.id',
    `recording where purpose = 'call' and discarded_at is null and state <> 'failed' and not exists
     (select 1 from customer where customer.id = recording.customer_id and customer.recording_consent = 1)`,
  ],
]

/** A recording whose call is over, and of which nobody knows what became. */
export const endlessRecordings = `select recording.id, recording.state from recording
  join call on call.id = recording.call_id
  where call.state = 'ended' and recording.state not in ('ready', 'failed')`

/**
 * What was recorded is what central tells of it: the network has the sound of each one that is there, as long as it
 * is said to be, and of none that is said to be lost; pauses lie one after the other within it.
 */
export async function judgeRecordings(evidence: Evidence): Promise<void> {
  const { rows, fail } = evidence
  for (const { id, state, duration_ms: durationMs, gaps } of rows('select * from recording')) {
    if (state !== 'ready' && state !== 'failed') continue
    const sound = await evidence.recordedMs(String(id))
    if (state === 'failed' && sound !== null) fail(`recording ${id} is said to be lost, and is ${sound} ms long`)
    if (state === 'failed') continue
    if (sound === null) fail(`recording ${id} is said to be there, and is not`)
    // part of a millisecond is no sample any more
    else if (Math.abs(sound - Number(durationMs)) >= 1)
      fail(`recording ${id} is ${sound} ms long, and said to be ${durationMs}`)
    let last = 0
    for (const [from, until] of JSON.parse(String(gaps)) as [number, number | null][]) {
      const end = until ?? Number(durationMs)
      if (from < last || end < from || end > Number(durationMs))
        fail(`recording ${id} of ${durationMs} ms pauses ${gaps}`)
      last = end
    }
  }
}
