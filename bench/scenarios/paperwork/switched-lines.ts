import type { Line, LineListener, OpenLine } from '#main/link/line.ts'

/** The desk's own lines with a switch in front, and an eye on the first push that goes over them. */
export function createSwitch(openLine: OpenLine) {
  let up = true
  const open = new Set<{ line: Line; listener: LineListener }>()
  let pushed: (at: number) => void = () => {}

  return {
    openLine: ((hello, listener) => {
      if (!up) {
        queueMicrotask(() => listener.closed(null))
        return { request: async () => undefined, close() {} }
      }
      const line = openLine(hello, listener)
      const entry = { line, listener }
      open.add(entry)
      return {
        request(name, frame) {
          if (name === 'paperwork') pushed(performance.now())
          return line.request(name, frame)
        },
        close() {
          open.delete(entry)
          line.close()
        },
      }
    }) satisfies OpenLine,
    cut(): void {
      up = false
      for (const { line, listener } of open) {
        line.close()
        listener.closed(null)
      }
      open.clear()
    },
    mend(): void {
      up = true
    },
    /** resolves to when the next push goes out, in milliseconds */
    firstPush(): Promise<number> {
      return new Promise((resolve) => {
        pushed = (at) => {
          pushed = () => {}
          resolve(at)
        }
      })
    },
  }
}
