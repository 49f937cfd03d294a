import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

/** The last line of a whole backup. */
export const DUMP_END = '-- Ringdesk backup complete'

/**
 * Reads a compressed SQL dump from end to end and counts what it would put into each table. Throws when the
 * compression itself is broken.
 */
export async function countDumpRows(path: string): Promise<{ rows: Map<string, number>; complete: boolean }> {
  const file = createReadStream(path)
  const plain = file.pipe(createGunzip())
  file.once('error', (error) => plain.destroy(error))
  const rows = new Map<string, number>()
  let table: string | null = null
  let last = ''
  for await (const line of readLines(plain)) {
    if (line === '\\.') table = null
    else if (table !== null) rows.set(table, (rows.get(table) ?? 0) + 1)
    else {
      table = readTable(line)
      if (table !== null) rows.set(table, 0)
      if (line !== '') last = line
    }
  }
  return { rows, complete: last === DUMP_END }
}

/**
 * Data never holds a line feed of its own: COPY writes it as \n. It does hold the line ends of Unicode (U+2028), at
 * which node:readline would split.
 */
async function* readLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = []
  for await (const chunk of bytes) {
    let from = 0
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end)]).toString()
      begun = []
      from = end + 1
    }
    begun.push(chunk.subarray(from))
  }
  const rest = Buffer.concat(begun).toString()
  if (rest !== '') yield rest
}

/** `COPY public."user" (id, …) FROM stdin;` → `public.user` */
function readTable(line: string): string | null {
  const [, schema, table] = /^COPY ("[^"]+"|[^".\s]+)\.("[^"]+"|[^"\s]+) .*FROM stdin;$/.exec(line) ?? []
  return schema && table ? `${schema}.${table}`.replaceAll('"', '') : null
}
