/** Who works here. Booleans are 0/1, times epoch ms, JSON text: one codec for both databases. */
export interface PeopleTables {
  user: {
    id: string
    login: string
    /** argon2id, PHC string */
    password_hash: string
    must_change_password: number
    name: string
    role: 'agent' | 'supervisor' | 'campaign_manager' | 'admin'
    team_id: string | null
    /** how the agent's leg is reached: kind:address, e.g. `number:+1415…`, `sip:alice@pbx`, `client:alice` */
    line: string | null
    language: string | null
    disabled: number
    created_at: number
  }
  team: { id: string; name: string }
  session: {
    /** sha-256 of the token, hex: a stolen database opens no session */
    token_hash: string
    user_id: string
    created_at: number
    last_seen_at: number
    expires_at: number
    revoked: number
  }
  /** A desk's store key, sealed with central's master key. */
  desk_key: { device_id: string; user_id: string; sealed_key: string; created_at: number }
  /** `target`: the id of the agent or queue, or the number in E.164 */
  favourite: { user_id: string; kind: 'agent' | 'queue' | 'number'; target: string; added_at: number }
}
