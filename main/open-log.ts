import { write, writeSync } from 'node:fs'
import { createSteadyWriter, type SteadyWriter } from '#shared/domain/steady-writer.ts'

const STDOUT = 1

/** The destination of a process's log: its standard output, wherever that leads. */
export function openLog(): SteadyWriter {
  const writer = createSteadyWriter({
    write: (text, done) => write(STDOUT, text, done),
    writeNow: (text) => void writeSync(STDOUT, text),
  })
  process.once('exit', writer.flushSync)
  return writer
}
