import pino, { type DestinationStream, type Logger } from 'pino'
import { describeError } from '#shared/domain/describe-error.ts'
import { dropPersonal } from '#shared/domain/drop-personal.ts'

/** Central's log: one JSON line per message, errors without the row a database puts into them, nothing personal. */
export function createLog(level: string, destination: DestinationStream): Logger {
  return pino(
    { level, base: null, serializers: { err: describeError }, formatters: { log: dropPersonal } },
    destination,
  )
}
