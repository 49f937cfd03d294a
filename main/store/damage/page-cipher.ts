import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'

/** SQLCipher 4 with a raw key, as `open-database.ts` sets it up. */
export const PAGE_BYTES = 4096
const RESERVED_BYTES = 80
export const USABLE_BYTES = PAGE_BYTES - RESERVED_BYTES
export const SALT_BYTES = 16
const IV_BYTES = 16
const SALT_MASK = 0x3a
const HMAC_KEY_ROUNDS = 2
const HEADER = Buffer.from('SQLite format 3\0', 'latin1')

/** One page in the clear, or null when its seal is broken: what it says then cannot be believed. */
export type OpenPage = (page: number, sealed: Buffer) => Buffer | null

/**
 * Opens single pages of a store without SQLite, which gives up a whole table when one inner page is broken.
 * Every page carries its own seal over its content and number, so a good page is good whatever lies around it.
 */
export function createPageCipher(key: Uint8Array, salt: Uint8Array): OpenPage {
  const hmacSalt = Buffer.from(salt.map((byte) => byte ^ SALT_MASK))
  const hmacKey = pbkdf2Sync(key, hmacSalt, HMAC_KEY_ROUNDS, key.length, 'sha512')
  return (page, sealed) => {
    if (sealed.length !== PAGE_BYTES) return null
    // the first page begins with the salt, in the open
    const start = page === 1 ? SALT_BYTES : 0
    const ivEnd = USABLE_BYTES + IV_BYTES
    const number = Buffer.alloc(4)
    number.writeUInt32LE(page)
    const seal = createHmac('sha512', hmacKey).update(sealed.subarray(start, ivEnd)).update(number).digest()
    if (!timingSafeEqual(seal, sealed.subarray(ivEnd, PAGE_BYTES))) return null
    const decipher = createDecipheriv('aes-256-cbc', key, sealed.subarray(USABLE_BYTES, ivEnd)).setAutoPadding(false)
    const clear = Buffer.concat([decipher.update(sealed.subarray(start, USABLE_BYTES)), decipher.final()])
    return page === 1 ? Buffer.concat([HEADER, clear]) : clear
  }
}
