import type { OutboxItem } from '#shared/protocol/desk-port.ts'

/** The whole of unsent work as readable JSON, for a colleague who can bring it in by hand. */
export function printUnsent(items: readonly OutboxItem[], exportedAt: number): string {
  return `${JSON.stringify(
    {
      format: 'ringdesk.unsent-work',
      version: 1,
      exportedAt: new Date(exportedAt).toISOString(),
      items: items.map(({ commandId, n, writtenAt, attempts, state, body }) => ({
        commandId,
        n,
        writtenAt: new Date(writtenAt).toISOString(),
        attempts,
        state,
        body,
      })),
    },
    null,
    2,
  )}\n`
}

/** Offers a text as a file to keep. */
export function downloadText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
