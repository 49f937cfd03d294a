import type { Party } from '#central/telephony/adapter.ts'
import type { LineDirectory } from './flow-context.ts'

/** A colleague's telephone has to press a key where the line can ask for one: no customer lands in a voicemail box. */
export function mustConfirm(lines: LineDirectory, provider: string, to: Party): boolean {
  return to.kind === 'number' && (lines.get(provider)?.capabilities.confirmsAgentLeg ?? false)
}
