import type { Leg } from '#shared/protocol/call.ts'

type Party = Pick<Leg, 'legId' | 'role' | 'state' | 'place' | 'muted'>

/**
 * Who hears whom on one call, as the legs stand: for every leg whose voice reaches it. `coached`: the leg that a
 * listening supervisor speaks to. The customer is reached by whom stands in the bridge, unmuted, and by nobody else.
 */
export function readWhoHearsWhom(legs: readonly Party[], coached: string | null): Map<string, Set<string>> {
  const heard = new Map<string, Set<string>>()
  for (const ear of legs) {
    const voices = legs.filter((voice) => voice !== ear && isHeardBy(ear, voice, coached))
    heard.set(ear.legId, new Set(voices.map((voice) => voice.legId)))
  }
  return heard
}

function isHeardBy(ear: Party, voice: Party, coached: string | null): boolean {
  if (ear.state !== 'up' || voice.state !== 'up' || voice.muted) return false
  if (ear.place === 'parked' || voice.place === 'parked') return false
  if (voice.place === 'listening') return ear.legId === coached && ear.place === 'bridge'
  return true
}
