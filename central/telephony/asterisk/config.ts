/** What the adapter is told about the site's Asterisk. */
export type AsteriskConfig = {
  /** where ARI answers, with its path: `http://pbx.example.com:8088/ari` */
  url: string
  user: string
  password: string
  /** the Stasis application that the dialplan hands calls to */
  app: string
  /** the PJSIP endpoint over which numbers are dialled */
  trunk: string
  /** whether who picks up is told from an answering machine, where the dialplan can */
  detectMachines: boolean
  /** in which agents are asked to confirm: `en`, `zh-CN`, `zh-TW` */
  language: string
  /** where consoles register, and by which STUN and TURN servers they find a way; null: no softphones */
  phones: { url: string; iceUrls: readonly string[]; turnSecret: string | null } | null
}

/** Fields hold ids and codes, never personal data. */
export type AsteriskLog = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
