import { existsSync, readFileSync } from 'node:fs'
import { createPageCipher, PAGE_BYTES, SALT_BYTES } from '#main/store/damage/page-cipher.ts'

const LOG_HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24

/** Every page of a desk's file and of its log in the clear: also what was deleted, written over or not yet merged. */
export function readDeskFile(file: string, key: Uint8Array): string {
  const bytes = readFileSync(file)
  const open = createPageCipher(key, bytes.subarray(0, SALT_BYTES))
  const parts: Buffer[] = []
  for (let page = 1; page * PAGE_BYTES <= bytes.length; page += 1) {
    parts.push(open(page, bytes.subarray((page - 1) * PAGE_BYTES, page * PAGE_BYTES)) ?? Buffer.alloc(0))
  }
  const log = existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0)
  const frame = FRAME_HEADER_BYTES + PAGE_BYTES
  for (let at = LOG_HEADER_BYTES; at + frame <= log.length; at += frame) {
    const body = log.subarray(at + FRAME_HEADER_BYTES, at + frame)
    parts.push(open(log.readUInt32BE(at), body) ?? Buffer.alloc(0))
  }
  if (parts.every((part) => part.length === 0)) throw new Error('not one page of this desk opens')
  return Buffer.concat(parts).toString('utf8')
}
