export interface RoutingTables {
  queue: {
    id: string
    /** Label as JSON: en, zh-CN, zh-TW */
    name: string
    wrap_up_ms: number
    wrap_up_extension_ms: number
    wrap_up_extensions: number
    disposition_required: number
    offer_ms: number
    /** longest wait before the treatment; null = keep waiting */
    max_wait_ms: number | null
    treatment: 'hang_up' | 'keep_waiting' | 'voicemail'
    /** Label as JSON: what a caller hears who is turned away */
    treatment_message: string | null
    short_abandon_ms: number
    service_level_percent: number
    service_level_ms: number
    script_id: string | null
    /** 1: calls of customers who consent to it are recorded */
    record_calls: number
    /** 1: and nobody is recorded who was not told so before */
    announce_recording: number
    /** days that recordings are kept; null: until somebody deletes them */
    record_days: number | null
    /** where its agents may call: E.164 prefixes with commas between; null = anywhere, empty = nowhere */
    dial_prefixes: string | null
    /** when they may, in minutes of the day where the number is; both null = at any time */
    dial_from_minute: number | null
    dial_until_minute: number | null
    disabled: number
  }
  /** which dialled number reaches which queue */
  queue_number: { number: string; queue_id: string }
  queue_member: { queue_id: string; user_id: string }
  /** one row per agent that ever signed in: state, the state asked for, lease and fence */
  agent: {
    user_id: string
    /** AgentState.kind */
    state: 'offline' | 'available' | 'offered' | 'on_call' | 'wrap_up' | 'not_ready' | 'unreachable'
    reason: string | null
    /** offerId, callId or wrapUpId the state is about */
    subject_id: string | null
    since: number
    /** RequestedState as JSON */
    next_state: string | null
    /** what to return to when the lease comes back: RequestedState as JSON */
    before_unreachable: string | null
    /** when the agent last became idle: the longest idle is offered first */
    idle_since: number
    device_id: string | null
    fence: number
    lease_expires_at: number
    /** next event number of this agent's log */
    seq: number
    version: number
  }
  setting: { key: string; value: string }
  /** dispositions, reasons, scripts, articles as the catalog shows them: kind + code + JSON body */
  catalog_item: {
    kind: 'disposition' | 'reason' | 'script' | 'article'
    code: string
    position: number
    body: string
    disabled: number
  }
}
