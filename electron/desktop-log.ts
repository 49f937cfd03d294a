import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '#main/log.ts'

/** The file and the one before it: about a month of an ordinary desk. */
const MOST_BYTES = 1_000_000

/**
 * One JSON line per message in `desktop.log`, for a windowed app has no terminal. Of an error only name, code and
 * places are kept: messages may quote what a person wrote.
 */
export function openDesktopLog(dataDir: string, now: () => number): Log {
  const file = join(dataDir, 'desktop.log')
  const write = (level: string) => (detail: Record<string, unknown>, message: string) => {
    const { err, ...rest } = detail
    const line = { at: new Date(now()).toISOString(), level, message, ...rest, ...(err === undefined ? {} : tidy(err)) }
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(file, `${file}.old`)
      appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
    } catch (error) {
      // a full disk must not stop a call; the terminal, if there is one, is what is left
      if (!(error instanceof Error && 'code' in error)) throw error
      process.stderr.write(`${JSON.stringify(line)}\n`)
    }
  }
  return { info: write('info'), warn: write('warn'), error: write('error') }
}

function tidy(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { error: error.name, ...('code' in error ? { code: error.code } : {}), places: places.slice(0, 8) }
}
