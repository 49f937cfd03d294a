/** What the adapter is told about the site's Twilio account. */
export type TwilioConfig = {
  accountSid: string
  authToken: string
  /** still accepted on webhooks while the token is being rotated */
  previousAuthToken: string | null
  /** where the API is, for an edge, a proxy or a test double; null = Twilio's own */
  apiBaseUrl: string | null
  /** the address under which the internet reaches central: what Twilio calls and signs */
  publicUrl: string
  /** in which agents are asked to confirm: `en`, `zh-CN`, `zh-TW` */
  agentLanguage: AgentLanguage
  /** whether Twilio listens, at a price, for answering machines */
  detectMachines: boolean
  /** what tokens of consoles are signed with, and where those connect, the nearest first; null: no softphones */
  phones: { apiKeySid: string; apiKeySecret: string; edge: readonly string[] } | null
}

export type AgentLanguage = 'en' | 'zh-CN' | 'zh-TW'

/** Fields hold ids and codes, never personal data. */
export type TwilioLog = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
