import type { FlowContext } from '#central/flows/flow-context.ts'
import { createAsteriskAdapter } from '#central/telephony/asterisk/create-asterisk-adapter.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import type { Line } from './line.ts'

/** The line of the site's Asterisk; null without one. An Asterisk that is set by half stops the start. */
export function openAsteriskLine({ clock, random, log }: FlowContext, settings: Settings): Line | null {
  const { asteriskAriUrl: url, asteriskAriUser: user, asteriskAriPassword: password } = settings
  if (url === null && user === null && password === null) return null
  if (url === null || user === null || password === null) {
    throw new StartRefused('Asterisk needs ASTERISK_ARI_URL, ASTERISK_ARI_USER and ASTERISK_ARI_PASSWORD together.')
  }
  const { asteriskApp: app, asteriskTrunk: trunk, language } = settings
  const config = {
    ...{ url, user, password, app, trunk, language },
    detectMachines: settings.asteriskDetectMachines,
    phones: readPhones(settings),
  }
  const adapter = createAsteriskAdapter({ config, clock, random, log })
  return { adapter }
}

function readPhones({ asteriskPhonesUrl: url, asteriskIceUrls: iceUrls, asteriskTurnSecret: turnSecret }: Settings) {
  return url === null ? null : { url, iceUrls, turnSecret }
}
