/** Where text goes. Each attempt may fail; none is repeated. */
export interface TextSink {
  write(text: string, done: (error?: unknown) => void): void
  /** throws when it fails */
  writeNow(text: string): void
}

export interface SteadyWriter {
  write(text: string): void
  /** what still waits, now: before the process ends */
  flushSync(): void
}

/** A reader that stands still for this long is not waited for. */
const MOST_WAITING = 1_000_000

/**
 * Writes a log beside the work and never stands in its way: what the disk or the reader does not take is gone. The
 * logger's own stream repeats a write that failed for ever when the process ends, which hangs it on a full disk.
 */
export function createSteadyWriter(sink: TextSink): SteadyWriter {
  let waiting = ''
  let writing = false

  function writeNext(): void {
    if (writing || waiting === '') return
    const text = waiting
    waiting = ''
    writing = true
    sink.write(text, () => {
      writing = false
      writeNext()
    })
  }

  return {
    write(text) {
      if (waiting.length + text.length > MOST_WAITING) return
      const isFirst = waiting === ''
      waiting += text
      // what is logged in one turn is one write, and the last words before an end still wait for `flushSync`
      if (isFirst) void Promise.resolve().then(writeNext)
    },
    flushSync() {
      const text = waiting
      waiting = ''
      if (text === '') return
      try {
        sink.writeNow(text)
      } catch {
        // nothing is left to tell it with
      }
    },
  }
}

/** What a process has of Node for its log: shared code has none of its own. */
export interface LogOutput {
  write(file: number, text: string, done: (error?: unknown) => void): void
  writeSync(file: number, text: string): unknown
  onExit(act: () => void): void
}

const STDOUT = 1

/** The destination of a process's log: its standard output, wherever that leads. */
export function openLogOutput({ write, writeSync, onExit }: LogOutput): SteadyWriter {
  const writer = createSteadyWriter({
    write: (text, done) => write(STDOUT, text, done),
    writeNow: (text) => void writeSync(STDOUT, text),
  })
  onExit(writer.flushSync)
  return writer
}
