import { z } from 'zod'
import { ShellInfo } from '#shared/protocol/desk-port.ts'
import { askCentral } from './central-http.ts'

const Answer = z.object({ logins: ShellInfo.shape.demoLogins })

/** Log-ins a first-time visitor may use: central tells them, and only where it runs demo data. */
export async function readDemoLogIns(centralUrl: string): Promise<ShellInfo['demoLogins']> {
  const answer = await askCentral(centralUrl, { method: 'GET', path: '/demo/log-ins' }, Answer)
  return answer.ok ? answer.value.logins : []
}
