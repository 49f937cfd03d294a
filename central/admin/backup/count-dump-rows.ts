import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
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
  // data never holds a line end of its own: COPY writes it as \n
  for await (const line of createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })) {
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

/** `COPY public."user" (id, …) FROM stdin;` → `public.user` */
function readTable(line: string): string | null {
  const [, schema, table] = /^COPY ("[^"]+"|[^".\s]+)\.("[^"]+"|[^"\s]+) .*FROM stdin;$/.exec(line) ?? []
  return schema && table ? `${schema}.${table}`.replaceAll('"', '') : null
}
