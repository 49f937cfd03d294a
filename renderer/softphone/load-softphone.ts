import type { PhoneCredentials } from '#shared/protocol/view/phone.ts'
import type { Softphone, SoftphoneParts } from './port.ts'

export type RealCredentials = Exclude<PhoneCredentials, { kind: 'none' }>

/** Each implementation is a file of its own, fetched only by who has such a line. */
export async function loadSoftphone(credentials: RealCredentials): Promise<(parts: SoftphoneParts) => Softphone> {
  switch (credentials.kind) {
    case 'sip-ws': {
      const { startSipPhone } = await import('./sip/sip-phone.ts')
      return (parts) => startSipPhone(credentials, parts)
    }
    case 'twilio': {
      const { startTwilioPhone } = await import('./twilio/twilio-phone.ts')
      return (parts) => startTwilioPhone(credentials, parts)
    }
  }
}

export const secretOf = (credentials: RealCredentials): string =>
  credentials.kind === 'sip-ws' ? credentials.password : credentials.token
