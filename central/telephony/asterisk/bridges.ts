import type { LineLeg } from '#central/telephony/adapter.ts'
import type { AriFailure } from './ari-client.ts'
import type { AsteriskLine } from './asterisk-line.ts'
import type { BridgedPlace } from './read-leg.ts'
import type { Bridge } from './wire.ts'

/** What bridges of ours are called at Asterisk: a call's own, and one for each supervisor who listens. */
const names: Record<BridgedPlace, string> = { bridge: 'ringdesk', listening: 'ringdesk-listen' }

/** Where a supervisor's leg meets what is overheard; it stands as long as the leg, for ids are never used again. */
export function nameListenBridge({ legId }: Pick<LineLeg, 'legId'>): string {
  return `listen-${legId}`
}

export function isBridgeOfOurs({ name }: Bridge): boolean {
  return Object.values(names).includes(name)
}

export function readPlace({ name }: Bridge): BridgedPlace {
  return name === names.listening ? 'listening' : 'bridge'
}

/**
 * `video_sfu` makes Asterisk mix always: plain `mixing` hands two legs over to each other, and a browser then stays
 * silent for seconds when its far end changes. 409: it is there already.
 */
export async function openBridge({ ari }: AsteriskLine, id: string, place: BridgedPlace): Promise<AriFailure | null> {
  const made = await ari.post(`/bridges/${id}`, { type: 'mixing,video_sfu', name: names[place] })
  return made.ok || made.status === 409 ? null : made
}
