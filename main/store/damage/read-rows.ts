import { USABLE_BYTES } from './page-cipher.ts'

export type Value = string | number | null | Buffer
/** `rowid` null: a row of a table (or index) ordered by its own columns */
export type RawRow = { rowid: number | null; values: Value[] }

const TABLE_LEAF = 0x0d
const INDEX_LEAF = 0x0a
const FILE_HEADER_BYTES = 100
const NEXT_BYTES = 4

type ReadPage = (page: number) => Buffer | null

/** The rows on one page, if rows lie there. One whose overflow is broken is left out. Format: sqlite.org/fileformat2. */
export function readRows(page: number, read: ReadPage): RawRow[] {
  const bytes = read(page)
  const start = page === 1 ? FILE_HEADER_BYTES : 0
  const kind = bytes?.[start]
  if (!bytes || (kind !== TABLE_LEAF && kind !== INDEX_LEAF)) return []
  const cells = bytes.readUInt16BE(start + 3)
  const rows: RawRow[] = []
  for (let cell = 0; cell < cells; cell += 1) {
    const row = readCell(bytes, bytes.readUInt16BE(start + 8 + cell * 2), kind === TABLE_LEAF, read)
    if (row !== null) rows.push(row)
  }
  return rows
}

/** Pages that hold nothing any more: their old content is still there and must not come back. */
export function readFreePages(read: ReadPage, count: number): Set<number> {
  const free = new Set<number>()
  let trunk = read(1)?.readUInt32BE(32) ?? 0
  while (trunk !== 0 && !free.has(trunk) && free.size < count) {
    free.add(trunk)
    const bytes = read(trunk)
    const leaves = Math.min(bytes?.readUInt32BE(4) ?? 0, USABLE_BYTES / 4 - 2)
    for (let leaf = 0; leaf < leaves; leaf += 1) free.add(bytes?.readUInt32BE(8 + leaf * 4) ?? 0)
    trunk = bytes?.readUInt32BE(0) ?? 0
  }
  return free
}

function readCell(bytes: Buffer, at: number, isTable: boolean, read: ReadPage): RawRow | null {
  const size = readVarint(bytes, at)
  const rowid = isTable ? readVarint(bytes, size.end) : null
  const payload = readPayload(bytes, rowid?.end ?? size.end, size.value, isTable, read)
  return payload === null ? null : { rowid: rowid?.value ?? null, values: readRecord(payload) }
}

function readPayload(bytes: Buffer, at: number, size: number, isTable: boolean, read: ReadPage): Buffer | null {
  const most = isTable ? USABLE_BYTES - 35 : Math.floor(((USABLE_BYTES - 12) * 64) / 255) - 23
  if (size <= most) return bytes.subarray(at, at + size)
  const least = Math.floor(((USABLE_BYTES - 12) * 32) / 255) - 23
  const spill = least + ((size - least) % (USABLE_BYTES - NEXT_BYTES))
  const local = spill <= most ? spill : least
  const parts = [bytes.subarray(at, at + local)]
  let left = size - local
  let next = bytes.readUInt32BE(at + local)
  while (left > 0) {
    const overflow = next === 0 ? null : read(next)
    if (overflow === null) return null
    parts.push(overflow.subarray(NEXT_BYTES, NEXT_BYTES + Math.min(left, USABLE_BYTES - NEXT_BYTES)))
    left -= USABLE_BYTES - NEXT_BYTES
    next = overflow.readUInt32BE(0)
  }
  return Buffer.concat(parts)
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8]
const FLOAT = 7
const ZERO = 8
const ONE = 9

function readRecord(payload: Buffer): Value[] {
  const header = readVarint(payload, 0)
  const values: Value[] = []
  let type = header.end
  let at = header.value
  while (type < header.value) {
    const kind = readVarint(payload, type)
    type = kind.end
    const size = sizeOf(kind.value)
    values.push(readValue(payload.subarray(at, at + size), kind.value))
    at += size
  }
  return values
}

function sizeOf(kind: number): number {
  if (kind >= 12) return Math.floor((kind - 12) / 2)
  return kind === FLOAT ? 8 : (INTEGER_BYTES[kind] ?? 0)
}

function readValue(bytes: Buffer, kind: number): Value {
  if (kind >= 12) return kind % 2 === 1 ? bytes.toString('utf8') : bytes
  if (kind === 0) return null
  if (kind === ZERO) return 0
  if (kind === ONE) return 1
  if (kind === FLOAT) return bytes.readDoubleBE(0)
  return bytes.length === 8 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, bytes.length)
}

function readVarint(bytes: Buffer, at: number): { value: number; end: number } {
  let value = 0n
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[at + index] ?? 0
    if (index === 8) return { value: Number(BigInt.asIntN(64, (value << 8n) | BigInt(byte))), end: at + 9 }
    value = (value << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80) return { value: Number(value), end: at + index + 1 }
  }
  return { value: 0, end: at + 9 }
}
