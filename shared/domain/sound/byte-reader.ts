/** Reads a stream of bytes piece by piece, however they come. */
export type ByteReader = {
  /** as many bytes as were asked for; fewer only at the end */
  read(count: number): Promise<Uint8Array>
  /** ends the stream early */
  close(): Promise<void>
}

export function readBytes(source: AsyncIterable<Uint8Array>): ByteReader {
  const iterator = source[Symbol.asyncIterator]()
  let held: Uint8Array = new Uint8Array(0)
  return {
    async read(count) {
      const parts = [held]
      let have = held.length
      while (have < count) {
        const next = await iterator.next()
        if (next.done === true) break
        parts.push(next.value)
        have += next.value.length
      }
      const all = parts.length === 1 ? held : concat(parts, have)
      held = all.subarray(count)
      return all.subarray(0, count)
    },
    async close() {
      await iterator.return?.()
    },
  }
}

function concat(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength)
