/** What the Twilio adapter must remember to rebuild everything after a restart. */
export interface TwilioTables {
  /** our leg ↔ their call, written before any request; call_sid null until Twilio answered */
  twilio_leg: {
    leg_id: string
    call_id: string
    /** `called`: a customer whom we dialled; `customer`: one who called us */
    role: 'customer' | 'called' | 'agent' | 'target' | 'supervisor'
    call_sid: string | null
    conference_sid: string | null
    /** the key a phone must press before it is bridged */
    confirm: 'none' | 'awaited' | 'given'
    created_at: number
    ended_at: number | null
  }
}
