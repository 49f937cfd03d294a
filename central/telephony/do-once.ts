import type { LineAnswer, LineCommand } from './adapter.ts'

const REMEMBERED = 2_000

type CarryOut = (command: LineCommand) => Promise<LineAnswer>
type Log = { info(fields: object, message: string): void }

/**
 * What was carried out is not sent again while this process remembers it; after a restart it is the state at the
 * provider that has to make a repetition harmless. What was refused may be asked again, and is logged.
 */
export function doOnce(vendor: string, log: Log, carryOut: CarryOut): CarryOut {
  const done = new Set<string>()
  return async (command) => {
    if (done.has(command.commandId)) return { ok: true, repeated: true }
    const answer = await carryOut(command)
    if (!answer.ok) {
      const { callId, legId, op } = command
      log.info({ callId, legId, op, code: answer.code, detail: answer.detail }, `${vendor} would not`)
      return answer
    }
    done.add(command.commandId)
    const [oldest] = done
    if (done.size > REMEMBERED && oldest !== undefined) done.delete(oldest)
    return answer
  }
}
