import { z } from 'zod'
import type { Clock } from '#shared/domain/clock.ts'
import { ShellInfo } from '#shared/protocol/desk-port.ts'
import { askCentral } from './central-http.ts'
import { withTimeout } from './link/with-timeout.ts'

const Answer = z.object({ logins: ShellInfo.shape.demoLogins })
/** A console shows nothing before it knows its shell: a central that hangs must not keep an agent from a reload. */
const PATIENCE_MS = 1_500

/**
 * Log-ins a first-time visitor may use: central tells them, and only where it runs demo data. What it said last while
 * it does not answer.
 */
export function createDemoLogIns(centralUrl: string, clock: Clock): () => Promise<ShellInfo['demoLogins']> {
  let last: ShellInfo['demoLogins'] = []
  return async () => {
    const asked = askCentral(centralUrl, { method: 'GET', path: '/demo/log-ins' }, Answer).then((answer) => {
      if (answer.ok) last = answer.value.logins
    })
    await withTimeout(clock, PATIENCE_MS, asked)
    return last
  }
}
