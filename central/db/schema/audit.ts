/** Rows that are only ever added; the database itself refuses to change one, or to drop one of the last thirty days. */
export interface AuditTables {
  audit: {
    /** UUIDv7: later entries have higher ids */
    id: string
    at: number
    actor_id: string | null
    via: 'http' | 'link' | 'command_line'
    action: string
    subject: string | null
    /** JSON */
    detail: string
  }
}
