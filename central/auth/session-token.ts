import { createHash } from 'node:crypto'
import type { Random } from '#shared/domain/random.ts'

/** 256 random bits, opaque. Central keeps only the hash: a stolen database opens no session. */
export function makeToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url')
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
