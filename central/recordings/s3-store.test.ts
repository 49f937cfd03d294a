import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { RecordingId } from '#shared/protocol/ids.ts'
import { type S3Double, startS3Double } from '#test/support/s3-double.ts'
import { createS3Store, tryS3Store } from './s3-store.ts'

const id = RecordingId.parse('018f0000-0000-7000-8000-0000000000ab')
let double: S3Double

beforeEach(async () => {
  double = await startS3Double()
})
afterEach(() => double.stop())

async function* pieces(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

it('keeps a sound, gives it back whole and in parts, and forgets it', async () => {
  const store = createS3Store(double.address)
  expect(await store.write(id, pieces('hello ', 'caller'))).toEqual({ sizeBytes: 12 })
  expect([...double.objects.keys()]).toEqual([`ab/${id}.wav`])
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

it('keeps a long one that comes in parts as it was', async () => {
  const store = createS3Store(double.address)
  const piece = Buffer.alloc(1_000_003, 'sound')
  const sizeBytes = 20 * piece.length
  expect(await store.write(id, pieces(...Array.from({ length: 20 }, () => piece)))).toEqual({ sizeBytes })
  expect(double.state.lastParts).toBe(3)
  const whole = createHash('sha256').update(Buffer.concat(Array.from({ length: 20 }, () => piece)))
  const kept = createHash('sha256').update(double.objects.get(`ab/${id}.wav`) ?? '')
  expect(kept.digest('hex')).toBe(whole.digest('hex'))
})

it('keeps nothing of a sound that broke off, and what was there before stays', async () => {
  const store = createS3Store(double.address)
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half')
    throw new Error('the line broke')
  }
  await expect(store.write(id, broken())).rejects.toThrow('the line broke')
  expect(double.objects.size).toBe(0)
  await store.write(id, pieces('whole'))
  await expect(store.write(id, broken())).rejects.toThrow('the line broke')
  expect((await store.open(id))?.sizeBytes).toBe(5)
})

it('knows at the start whether the store answers', async () => {
  expect(await tryS3Store(double.address)).toEqual({ ok: true })
  expect(await tryS3Store({ ...double.address, secretKey: 'another' })).toMatchObject({ ok: false })
})

it('throws what the store refuses, for nothing to be told that is not so', async () => {
  const store = createS3Store({ ...double.address, secretKey: 'another' })
  await expect(store.write(id, pieces('x'))).rejects.toThrow(/as the double has it/)
  await expect(store.open(id)).rejects.toThrow()
  double.state.fault = 503
  await expect(createS3Store(double.address).remove(id)).rejects.toThrow()
})
