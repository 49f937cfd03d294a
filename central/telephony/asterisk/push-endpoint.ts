import type { AriClient } from './ari-client.ts'

/** Nowhere in the dialplan: a softphone takes calls and places none, every call is dialled by central. */
const NO_CONTEXT = 'ringdesk-no-calls'

/**
 * Makes or renews an endpoint for a browser, in the order in which its parts need each other. Throws when Asterisk did
 * not take it: its `sorcery.conf` has to keep such objects in memory, and the ARI user needs to write.
 */
export async function pushEndpoint(ari: AriClient, { name, password }: { name: string; password: string }) {
  await put(ari, 'auth', name, { auth_type: 'userpass', username: name, password })
  await put(ari, 'aor', name, { max_contacts: '1', remove_existing: 'yes', qualify_frequency: '15' })
  await put(ari, 'endpoint', name, {
    ...{ auth: name, aors: name, context: NO_CONTEXT },
    ...{ webrtc: 'yes', disallow: 'all', allow: 'opus,ulaw,alaw', direct_media: 'no', allow_transfer: 'no' },
    ...{ rtp_timeout: '30', rtp_timeout_hold: '600' },
  })
}

/** What is not there is gone already. */
export async function removeEndpoint(ari: AriClient, name: string): Promise<void> {
  for (const type of ['endpoint', 'aor', 'auth']) await ari.delete(pathOf(type, name))
}

async function put(ari: AriClient, type: string, name: string, attributes: Record<string, string>): Promise<void> {
  const fields = Object.entries(attributes).map(([attribute, value]) => ({ attribute, value }))
  const answer = await ari.put(pathOf(type, name), {}, { fields })
  if (!answer.ok)
    throw new Error(`Asterisk did not take the ${type} of a softphone: ${answer.status ?? 'out of reach'}`)
}

function pathOf(type: string, name: string): string {
  return `/asterisk/config/dynamic/res_pjsip/${type}/${name}`
}
