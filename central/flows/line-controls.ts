import type { LineControls } from '#shared/protocol/call.ts'
import type { LineDirectory } from './flow-context.ts'

/** What the agent's screen may offer on calls of this line. A line that is no longer set up can do nothing. */
export function readLineControls(lines: LineDirectory, provider: string): LineControls {
  const able = lines.get(provider)?.capabilities
  const hold = able?.park ?? false
  // a customer, the agent and whoever is asked: three legs, of which one waits with music
  const transfer = hold && (able?.maxLegs ?? 0) >= 3
  return { hold, mute: able?.mute ?? false, keypad: able?.dtmf ?? false, transfer, conference: transfer }
}
