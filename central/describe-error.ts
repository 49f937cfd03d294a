/**
 * An error as the log may hold it: what it is and where it came from. A database error carries the offending row in
 * further fields (`detail`, `where`), which is personal data; none of them is taken over.
 */
export function describeError(error: unknown): { type: string; code?: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  return { type: error.name, ...code, message: error.message, ...(error.stack ? { stack: error.stack } : {}) }
}
