/** What the desk logs with; pino fits. Never holds personal data: ids and codes only. */
export interface Log {
  info(detail: Record<string, unknown>, message: string): void
  warn(detail: Record<string, unknown>, message: string): void
  error(detail: Record<string, unknown>, message: string): void
}
