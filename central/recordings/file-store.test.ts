import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { RecordingId } from '#shared/protocol/ids.ts'
import { createFileStore } from './file-store.ts'

const id = RecordingId.parse('018f0000-0000-7000-8000-0000000000ab')
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringdesk-recordings-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}
const files = async () => (await readdir(folder, { recursive: true })).filter((name) => name.includes('.'))

it('keeps a sound, gives it back whole and in parts, and forgets it', async () => {
  const store = createFileStore(folder)
  expect(await store.write(id, pieces('hello ', 'caller'))).toEqual({ sizeBytes: 12 })
  const kept = await store.open(id)
  if (!kept) throw new Error('it was not kept')
  expect(kept.sizeBytes).toBe(12)
  expect(String(await buffer(kept.read({ from: 0, to: 11 })))).toBe('hello caller')
  expect(String(await buffer(kept.read({ from: 6, to: 9 })))).toBe('call')
  await store.write(id, pieces('again'))
  expect((await store.open(id))?.sizeBytes).toBe(5)
  await store.remove(id)
  await store.remove(id)
  expect(await store.open(id)).toBeNull()
})

it('keeps nothing of a sound that broke off, and what was there before stays', async () => {
  const store = createFileStore(folder)
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half')
    throw new Error('the line broke')
  }
  await expect(store.write(id, broken())).rejects.toThrow('the line broke')
  expect(await files()).toEqual([])
  await store.write(id, pieces('whole'))
  await expect(store.write(id, broken())).rejects.toThrow('the line broke')
  expect((await store.open(id))?.sizeBytes).toBe(5)
})

it('is read by nobody else on the machine', async () => {
  const store = createFileStore(join(folder, 'sounds'))
  await store.write(id, pieces('secret'))
  const [file = ''] = await files()
  expect((await stat(join(folder, file))).mode & 0o077).toBe(0)
})

it('throws when the folder cannot be written', async () => {
  await writeFile(join(folder, 'sounds'), 'in the way')
  await expect(createFileStore(join(folder, 'sounds')).write(id, pieces('x'))).rejects.toThrow()
})
