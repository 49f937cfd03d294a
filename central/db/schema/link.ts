export interface LinkTables {
  /** one agent's events, gapless per agent; ids and call facts only */
  event_log: { user_id: string; seq: number; at: number; type: string; body: string }
  /** desks that have been here: the highest paperwork number tells a copied store */
  device: { device_id: string; user_id: string; highest_n: number; first_seen_at: number; last_seen_at: number }
  /** paperwork already applied: unique command_id and unique (device_id, n) */
  applied_command: {
    command_id: string
    device_id: string
    n: number
    user_id: string
    type: string
    result: 'applied' | 'conflict' | 'rejected'
    /** Refusal as JSON for rejected ones */
    refusal: string | null
    received_at: number
  }
  /** things due: offer expiry, wrap-up end, answered-but-not-joined, maximum wait. Claimed by guarded update. */
  timer: { id: string; kind: string; subject_id: string; due_at: number; claimed_until: number; created_at: number }
}
