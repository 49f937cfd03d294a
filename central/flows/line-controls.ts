import type { LineControls } from '#shared/protocol/call.ts'
import type { LineDirectory } from './flow-context.ts'

/** What the agent's screen may offer on calls of this line. A line that is no longer set up can do nothing. */
export function readLineControls(lines: LineDirectory, provider: string): LineControls {
  const able = lines.get(provider)?.capabilities
  return { hold: able?.park ?? false, mute: able?.mute ?? false }
}
