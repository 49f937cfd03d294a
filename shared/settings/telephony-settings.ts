import { z } from 'zod'
import { defineSetting, OptionalHttpUrl, OptionalText } from './setting.ts'

/** The line's owner. Without an account the demo's simulator is the only line. */
export const telephonySettings = {
  twilioAccountSid: defineSetting({
    env: 'TWILIO_ACCOUNT_SID',
    flag: 'twilio-account-sid',
    placeholder: 'SID',
    fallback: '',
    fallbackText: 'none',
    expects: 'AC followed by 32 hexadecimal digits',
    description: 'Twilio account whose numbers reach the queues.',
    schema: z
      .string()
      .regex(/^(AC[0-9a-fA-F]{32})?$/)
      .transform((sid) => (sid === '' ? null : sid)),
  }),
  twilioAuthToken: defineSetting({
    env: 'TWILIO_AUTH_TOKEN',
    flag: 'twilio-auth-token',
    placeholder: 'TOKEN',
    fallback: '',
    fallbackText: 'none',
    expects: 'the auth token of the Twilio account',
    description: 'Its auth token: signs our requests and checks theirs.',
    secret: true,
    schema: OptionalText,
  }),
  twilioAuthTokenPrevious: defineSetting({
    env: 'TWILIO_AUTH_TOKEN_PREVIOUS',
    flag: 'twilio-auth-token-previous',
    placeholder: 'TOKEN',
    fallback: '',
    fallbackText: 'none',
    expects: 'an auth token of the Twilio account',
    description: 'The token before it, accepted on webhooks while you rotate.',
    secret: true,
    schema: OptionalText,
  }),
  twilioApiBaseUrl: defineSetting({
    env: 'TWILIO_API_BASE_URL',
    flag: 'twilio-api-base-url',
    placeholder: 'URL',
    fallback: '',
    fallbackText: "Twilio's own",
    expects: 'an address that starts with http:// or https://',
    description: "Where Twilio's API is, for an edge location or a proxy.",
    schema: OptionalHttpUrl,
  }),
  twilioApiKeySid: defineSetting({
    env: 'TWILIO_API_KEY_SID',
    flag: 'twilio-api-key-sid',
    placeholder: 'SID',
    fallback: '',
    fallbackText: 'none: no softphones',
    expects: 'SK followed by 32 hexadecimal digits',
    description: 'API key of the Twilio account with which consoles become softphones.',
    schema: z
      .string()
      .regex(/^(SK[0-9a-fA-F]{32})?$/)
      .transform((sid) => (sid === '' ? null : sid)),
  }),
  twilioApiKeySecret: defineSetting({
    env: 'TWILIO_API_KEY_SECRET',
    flag: 'twilio-api-key-secret',
    placeholder: 'SECRET',
    fallback: '',
    fallbackText: 'none',
    expects: 'the secret of that API key',
    description: 'Its secret: signs the tokens of softphones.',
    secret: true,
    schema: OptionalText,
  }),
  twilioEdge: defineSetting({
    env: 'TWILIO_EDGE',
    flag: 'twilio-edge',
    placeholder: 'EDGES',
    fallback: '',
    fallbackText: "Twilio's own choice",
    expects: 'at most five names of Twilio edges such as ashburn, separated by commas',
    description: 'Where softphones connect, the nearest first.',
    schema: z
      .string()
      .regex(/^([a-z0-9-]{1,60}(, *[a-z0-9-]{1,60}){0,4})?$/)
      .transform((text) => text.split(',').flatMap((edge) => edge.trim() || [])),
  }),
} as const
