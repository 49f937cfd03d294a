export interface CallTables {
  /** one row from the first ring at central, or an agent's wish to call, to the last leg's end */
  call: {
    id: string
    interaction_id: string
    queue_id: string | null
    provider: string
    /** the provider's id of a call that came, our own of one that an agent made */
    vendor_id: string
    direction: 'inbound' | 'outbound'
    /** the customer's, who calls or is called: E.164 or as received; null = withheld */
    caller_number: string | null
    /** ours: the one that was dialled, or the one that the called see */
    dialled_number: string
    /** `handed_on`: with somebody outside; `parked`: with music until it is picked up. No agent of ours has it */
    state: 'queued' | 'offered' | 'connecting' | 'connected' | 'parked' | 'handed_on' | 'ended'
    /** the agent who has it, when one has */
    agent_id: string | null
    arrived_at: number
    /** keeps its place across offers: lower is earlier; a returned call keeps it, a failed accept goes first */
    queue_position_at: number
    answered_at: number | null
    /** when the first agent spoke, for a call that was handed on since */
    first_answered_at: number | null
    held_since: number | null
    /** total time on hold so far, ms */
    held_ms: number
    /** since when the agent's console, which is their telephone, is away from the call; null: it is there */
    away_since: number | null
    /** when the customer was given music for that, and for nothing else */
    away_parked_at: number | null
    /** who put it aside, also while somebody picks it up; null: it is not parked */
    parked_by: string | null
    parked_at: number | null
    ended_at: number | null
    ended_by: string | null
    cause: string | null
    /** CallerMatch kind, reason and candidate ids as JSON: ids only */
    match: string
    version: number
  }
  leg: {
    id: string
    call_id: string
    role: 'customer' | 'agent' | 'target' | 'supervisor'
    user_id: string | null
    vendor_id: string | null
    state: 'dialing' | 'ringing' | 'up' | 'ended'
    place: 'bridge' | 'parked' | 'listening'
    muted: number
    since: number
    started_at: number
    /** the sender's time of its coming up: tells, in whatever order it is heard, whether it was before an end */
    up_at: number | null
    ended_at: number | null
    cause: string | null
    answered_by: 'person' | 'machine' | null
  }
  offer: {
    id: string
    call_id: string
    user_id: string
    offered_at: number
    expires_at: number
    ended_at: number | null
    outcome: string | null
    decline_reason: string | null
    kind: 'queue' | 'transfer' | 'consult'
    /** who hands the call over or asks; null: the queue gave it */
    from_user_id: string | null
  }
  /** one attempt to ask somebody about a call; a call has one open at a time */
  consult: {
    id: string
    call_id: string
    by_user_id: string
    /** exactly one of the two says who is asked; the number is forgotten after a while */
    to_user_id: string | null
    to_number: string | null
    leg_id: string | null
    /** how an agent is rung; null for a number */
    offer_id: string | null
    state: string
    since: number
    started_at: number
    ended_at: number | null
    outcome: string | null
  }
  /** a supervisor in an agent's call; a call has one at a time, and so has a supervisor */
  monitor: {
    id: string
    call_id: string
    by_user_id: string
    by_name: string
    of_user_id: string
    leg_id: string
    /** asked for while it is `ringing`, then as the line said */
    mode: 'monitor' | 'whisper' | 'barge'
    state: 'ringing' | 'on'
    since: number
    started_at: number
    ended_at: number | null
    outcome: 'stopped' | 'left' | 'failed' | 'desk_gone' | 'agent_gone' | 'call_ended' | 'took_over' | null
  }
  wrap_up: {
    id: string
    call_id: string
    interaction_id: string
    user_id: string
    queue_id: string
    started_at: number
    due_at: number
    talk_ms: number
    /** how a call that an agent made came to nothing */
    unanswered: string | null
    extensions_left: number
    finished_at: number | null
    finished_by: 'agent' | 'timeout' | 'system' | null
  }
  /** facts from the provider that were already applied: unique (provider, key) */
  line_event: {
    provider: string
    key: string
    received_at: number
    call_id: string | null
    kind: string
    note: string | null
  }
  /**
   * Sequences of line primitives in progress. A step is written here before the provider hears of it, so that a
   * crash resumes the sequence; `steps` is JSON, `step` the next one to do.
   */
  journal: {
    id: string
    call_id: string
    flow: string
    steps: string
    step: number
    state: 'running' | 'done' | 'failed'
    created_at: number
    updated_at: number
    failure: string | null
  }
}
