import { createHmac } from 'node:crypto'
import type { AsteriskConfig } from './config.ts'

/**
 * The PJSIP endpoint of a person's console. Nobody can guess it: a caller whose number equals the name of an endpoint
 * would be asked for its password, and a name that is known can be tried.
 */
export function nameEndpoint({ password }: Pick<AsteriskConfig, 'password'>, address: string): string {
  return `ringdesk-${createHmac('sha256', password).update(`endpoint:${address}`).digest('hex').slice(0, 32)}`
}
