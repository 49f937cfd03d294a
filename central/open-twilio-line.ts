import { createTwilioLegs } from '#central/calls/twilio-leg-rows.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { createTwilioAdapter } from '#central/telephony/twilio/create-twilio-adapter.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import type { Line } from './line.ts'

/** The line of the site's Twilio account; null without one. An account that is set by half stops the start. */
export function openTwilioLine({ db, clock, log }: FlowContext, settings: Settings): Line | null {
  const { twilioAccountSid: accountSid, twilioAuthToken: authToken, publicUrl } = settings
  if (accountSid === null && authToken === null) return null
  if (accountSid === null || authToken === null || publicUrl === null) {
    throw new StartRefused('Twilio needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and RINGDESK_PUBLIC_URL together.')
  }
  const config = {
    ...{ accountSid, authToken, publicUrl },
    previousAuthToken: settings.twilioAuthTokenPrevious,
    apiBaseUrl: settings.twilioApiBaseUrl,
    agentLanguage: settings.language,
    detectMachines: settings.twilioDetectMachines,
    phones: readPhones(settings),
  }
  const adapter = createTwilioAdapter({ config, legs: createTwilioLegs(db), clock, log })
  return { adapter, webhooks: adapter.routes }
}

/** A key that is set by half stops the start as well. */
function readPhones({ twilioApiKeySid: apiKeySid, twilioApiKeySecret: apiKeySecret, twilioEdge: edge }: Settings) {
  if (apiKeySid === null && apiKeySecret === null) return null
  if (apiKeySid === null || apiKeySecret === null) {
    throw new StartRefused('Softphones on Twilio need TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET together.')
  }
  return { apiKeySid, apiKeySecret, edge }
}
