import { maskNumbers } from './drop-personal.ts'

/**
 * An error as the log may hold it: what it is and where it came from. A database error carries the offending row in
 * further fields (`detail`, `where`), a JSON error quotes what it could not read: personal data, none of it is kept.
 */
export function describeError(error: unknown): { type: string; code?: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    ...code,
    message: maskNumbers(error instanceof SyntaxError ? error.message.replace(/"[\s\S]*"/, '"…"') : error.message),
    // the frames alone: a stack begins with the message once more
    ...(frames?.length ? { stack: frames.join('\n') } : {}),
  }
}
