import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { PROTOCOL_VERSION } from './version.ts'
import { wire } from './wire.ts'

/**
 * The wire as it stands. When this fails, the messages changed: raise PROTOCOL_VERSION and store the new digest.
 * While no release speaks version 1, the digest may change alone.
 */
const STORED = { version: 1, digest: 'c7f783d9d89ce20c' }

it('the version is raised when a message changes its shape', () => {
  const shapes = wire.map(({ title, messages }) => [
    title,
    Object.entries(messages).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })]),
  ])
  const digest = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16)
  expect({ version: PROTOCOL_VERSION, digest }).toEqual(STORED)
})
