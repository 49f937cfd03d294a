import type { Database } from 'better-sqlite3'
import type { Pages } from './read-pages.ts'
import { type RawRow, readFreePages, readRows, type Value } from './read-rows.ts'

/** What must not be lost with a store, as far as it can be read. Bodies are text still, not yet checked. */
export interface Rescued {
  outbox: { n: number; commandId: string; writtenAt: number; body: string }[]
  rejected: { n: number; commandId: string; writtenAt: number; body: string; rejectedAt: number; refusal: string }[]
  /** kept for a central that is set back; a copy of what central has, so losing some of it loses nothing */
  acknowledged: {
    n: number
    commandId: string
    writtenAt: number
    acknowledgedAt: number
    bytes: number
    body: string
  }[]
  drafts: { key: string; revision: number; savedAt: number; fields: string }[]
  meta: { key: string; value: string }[]
  preferences: { key: string; value: string }[]
  projection: string | null
  /** ids and keys that an index still knows, whether or not their rows could be read; null: an index is broken too */
  known: { commands: string[] | null; drafts: string[] | null }
}

/**
 * Reads each table the usual way. Where SQLite gives up, and for all of them when it cannot open the file (`db` null),
 * every page that is whole gives what rows it holds; they are told apart by their shape.
 */
export function collectRows(db: Database | null, pages: Pages): Rescued {
  let sorted: ReturnType<typeof sortPages> | null = null
  /** all pages of a full store: only when a table cannot do without */
  const byPage = () => (sorted ??= sortPages(pages))
  const table = <T>(sql: string, otherwise: () => T[]): T[] => readAll<T>(db, sql) ?? otherwise()
  return {
    outbox: table('select n, command_id as commandId, written_at as writtenAt, body from outbox order by n', () =>
      byPage().outbox(),
    ),
    rejected: table(
      `select n, command_id as commandId, written_at as writtenAt, body, rejected_at as rejectedAt, refusal
       from rejected order by n`,
      () => byPage().rejected(),
    ),
    acknowledged: table(
      `select n, command_id as commandId, written_at as writtenAt, acknowledged_at as acknowledgedAt, bytes, body
       from acknowledged order by n`,
      () => byPage().acknowledged(),
    ),
    drafts: table('select key, revision, saved_at as savedAt, fields from draft order by saved_at', () =>
      byPage().drafts(),
    ),
    meta: table('select key, value from meta', () => byPage().meta()),
    preferences: table('select key, value from preference', () => byPage().preferences()),
    projection: table<{ body: string }>('select body from projection', () => byPage().projection())[0]?.body ?? null,
    known: {
      commands:
        readAll<{ id: string }>(db, 'select command_id as id from outbox order by command_id')?.map(({ id }) => id) ??
        null,
      drafts: readAll<{ id: string }>(db, 'select key as id from draft order by key')?.map(({ id }) => id) ?? null,
    },
  }
}

function readAll<T>(db: Database | null, sql: string): T[] | null {
  try {
    return db?.prepare<[], T>(sql).all() ?? null
  } catch (error) {
    if (error instanceof Error && error.name === 'SqliteError') return null
    throw error
  }
}

/** One letter per column: number, text, null (a rowid under its own name), or anything else. */
const letters = (values: readonly Value[]) =>
  values
    .map((value) => (value === null ? '0' : typeof value === 'number' ? 'n' : typeof value === 'string' ? 't' : 'b'))
    .join('')
const text = (value: Value | undefined) => String(value)
const number = (value: Value | undefined) => Number(value)

function sortPages(pages: Pages) {
  const free = readFreePages(pages.read, pages.count)
  const shapes = new Map<string, RawRow[]>()
  const pairs: { key: string; value: string }[][] = []
  for (let page = 1; page <= pages.count; page += 1) {
    const rows = free.has(page) ? [] : readRows(page, pages.read)
    for (const row of rows) {
      const shape = `${row.rowid === null ? '' : '#'}${letters(row.values)}`
      const alike = shapes.get(shape)
      if (alike) alike.push(row)
      else shapes.set(shape, [row])
    }
    if (rows.length > 0 && rows.every((row) => row.rowid === null && letters(row.values) === 'tt')) {
      pairs.push(rows.map(({ values }) => ({ key: text(values[0]), value: text(values[1]) })))
    }
  }
  const rows = (shape: string) => shapes.get(shape) ?? []
  const isMeta = (page: { key: string }[]) => page.some(({ key }) => key === 'device_id')
  return {
    outbox: () =>
      rows('#0tnnt')
        .map(({ rowid, values: [, id, at, , body] }) => ({
          n: number(rowid),
          commandId: text(id),
          writtenAt: number(at),
          body: text(body),
        }))
        .sort((a, b) => a.n - b.n),
    rejected: () =>
      rows('#tnnntnt').map(({ values: [id, n, at, , body, rejectedAt, refusal] }) => ({
        ...{ commandId: text(id), n: number(n), writtenAt: number(at), body: text(body) },
        ...{ rejectedAt: number(rejectedAt), refusal: text(refusal) },
      })),
    acknowledged: () =>
      rows('#tnnnnt').map(({ values: [id, n, at, acknowledgedAt, bytes, body] }) => ({
        ...{ commandId: text(id), n: number(n), writtenAt: number(at), body: text(body) },
        ...{ acknowledgedAt: number(acknowledgedAt), bytes: number(bytes) },
      })),
    drafts: () =>
      rows('#tnnt').map(({ values: [key, revision, at, fields] }) => ({
        ...{ key: text(key), revision: number(revision), savedAt: number(at), fields: text(fields) },
      })),
    meta: () => pairs.filter(isMeta).flat(),
    preferences: () => pairs.filter((page) => !isMeta(page)).flat(),
    projection: () => rows('#0t').map(({ values }) => ({ body: text(values[1]) })),
  }
}
