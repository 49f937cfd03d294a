import type { Generated } from 'kysely'

export interface InteractionTables {
  interaction: {
    id: string
    customer_id: string | null
    channel: 'call' | 'email' | 'chat' | 'sms' | 'visit' | 'order'
    direction: 'inbound' | 'outbound' | 'internal'
    started_at: number
    ended_at: number | null
    /** answer to end for calls */
    duration_ms: number | null
    subject: string | null
    summary: string | null
    agent_id: string | null
    agent_name: string | null
    queue_id: string | null
    result: 'handled' | 'abandoned' | 'short_abandoned' | 'missed' | 'open' | 'turned_away' | 'voicemail'
    satisfaction: number | null
    /** the other end's number, E.164 or as received */
    number: string | null
    /** how the customer was found: MatchReason, null when nobody was */
    match_reason: string | null
  }
  note: {
    id: string
    interaction_id: string
    user_id: string
    author: string
    revision: number
    text: string
    written_at: number
    updated_at: number
  }
  disposition: {
    id: string
    interaction_id: string
    code: string
    reason_code: string | null
    user_id: string
    author: string
    recorded_at: number
    /** set when a later one corrects it; the row stays */
    corrected_at: number | null
  }
  task: {
    id: string
    kind: 'callback' | 'task' | 'unfinished_wrap_up' | 'voicemail'
    title: string
    due_at: number | null
    status: 'open' | 'done' | 'canceled'
    /** null: of a voicemail that nobody has taken yet, everybody's who serves its queue */
    assignee_id: string | null
    customer_id: string | null
    interaction_id: string | null
    phone: string | null
    created_by: string | null
    created_at: number
    done_at: number | null
    /** a voicemail's: where the caller waited, and what they said */
    queue_id: Generated<string | null>
    recording_id: Generated<string | null>
  }
  recording: {
    id: string
    interaction_id: string
    customer_id: string | null
    started_at: number
    duration_ms: number | null
    size_bytes: number | null
    /** what the line confirmed; `ready`: its sound is there. `starting` and `failed` may be ours */
    state: 'starting' | 'on' | 'paused' | 'stopped' | 'ready' | 'failed'
    /** a call of ours, its line and that line's own id of the recording; null: it came from elsewhere */
    call_id: string | null
    provider: string | null
    vendor_id: string | null
    /** what the line was asked for and has not confirmed yet */
    asked: 'on' | 'paused' | 'stopped' | null
    /** the line's time of the newest fact */
    since: Generated<number>
    /** the line's time of the first `on`: where the sound begins */
    begun_at: Generated<number | null>
    /** what was paused, as JSON: `[[from, until], …]` in ms from the beginning; until null: to the end */
    gaps: Generated<string>
    /** since when the sound is in our store */
    stored_at: Generated<number | null>
    /** how often it was fetched in vain, and when it is tried again */
    tries: Generated<number>
    try_at: Generated<number>
    /** how loud it is, see shared/domain/sound/measure-levels.ts; base64 */
    levels: Generated<string | null>
    /** a whole call, or what a caller said whom nobody answered */
    purpose: Generated<'call' | 'message'>
    /** since when it must not be kept; its sound is erased as soon as the line has ended it */
    discarded_at: Generated<number | null>
  }
  /** relinks, once each: interaction moved from one customer to another */
  interaction_link_history: {
    id: string
    interaction_id: string
    from_customer_id: string | null
    to_customer_id: string | null
    user_id: string
    at: number
  }
}
