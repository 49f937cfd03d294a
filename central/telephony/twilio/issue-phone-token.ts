import twilio from 'twilio'
import type { PhoneCredentials } from '#shared/protocol/view/phone.ts'
import type { TwilioConfig } from './config.ts'

const { AccessToken } = twilio.jwt

/** Twilio cannot call a token back: it is good for an hour, and the console asks for the next one in time. */
const GOOD_FOR_MS = 3_600_000

/**
 * A token with which a console registers as this client and takes calls. It places none: every call is dialled by
 * central. `now`: epoch ms.
 */
export function issuePhoneToken(
  { accountSid, phones }: Pick<TwilioConfig, 'accountSid'> & { phones: NonNullable<TwilioConfig['phones']> },
  { identity, now }: { identity: string; now: number },
): PhoneCredentials {
  const token = new AccessToken(accountSid, phones.apiKeySid, phones.apiKeySecret, {
    identity,
    ttl: GOOD_FOR_MS / 1000,
  })
  token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true }))
  return { kind: 'twilio', token: token.toJwt(), expiresAt: now + GOOD_FOR_MS, edge: [...phones.edge] }
}
