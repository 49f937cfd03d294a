import { z } from 'zod'
import { Paperwork } from '#shared/protocol/command/paperwork.ts'
import type { PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import { CommandId } from '#shared/protocol/ids.ts'

const Named = z.object({ commandId: CommandId })

/**
 * Parses a batch command by command, so that one that cannot be read (an older desk, a bug) is refused by its id
 * and never holds up those behind it. Null when a command has not even an id to answer to: the frame is refused.
 */
export function readPaperwork(
  raw: readonly unknown[],
): { commands: Paperwork[]; unreadable: PaperworkAnswer[] } | null {
  const commands: Paperwork[] = []
  const unreadable: PaperworkAnswer[] = []
  for (const candidate of raw) {
    const parsed = Paperwork.safeParse(candidate)
    if (parsed.success) {
      commands.push(parsed.data)
      continue
    }
    const named = Named.safeParse(candidate)
    if (!named.success) return null
    const field = parsed.error.issues[0]?.path.join('.').slice(0, 200) ?? ''
    unreadable.push({
      commandId: named.data.commandId,
      result: 'rejected',
      refusal: { code: 'bad_request', ...(field ? { field } : {}) },
    })
  }
  return { commands, unreadable }
}
