import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '#shared/domain/random.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * AES-256-GCM under the shell's master key. `place` names what and whose it is: a sealed value moved elsewhere does
 * not open.
 */
export function seal(masterKey: Uint8Array, place: string, value: Uint8Array, random: Random): Buffer {
  const nonce = random.bytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', masterKey, nonce).setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(value), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** The value, or null when it was not sealed with this key for this place. */
export function unseal(masterKey: Uint8Array, place: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', masterKey, nonce).setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
  } catch {
    // OpenSSL's one way to say that key, place or bytes do not belong together
    return null
  }
}
