import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fetchSound } from './fetch-sound.ts'

const recordingId = '018f0000-0000-7000-8000-000000000001'
let central: Server
let asked: { url: string | undefined; authorization: string | undefined; range: string | undefined }[]
let url: string

beforeEach(async () => {
  asked = []
  central = createServer((request, response) => {
    const { authorization, range } = request.headers
    asked.push({ url: request.url, authorization, range })
    response.writeHead(206, { 'content-type': 'audio/wav', 'content-range': 'bytes 0-2/9', 'x-inside': 'secret' })
    response.end('abc')
  })
  await new Promise<void>((resolve) => central.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(central.address() as AddressInfo).port}`
})
afterEach(() => new Promise((resolve) => central.close(resolve)))

it('passes the range there and the sound back, and nothing else that central says', async () => {
  const sound = await fetchSound(url, { recordingId, token: 'the-token', range: 'bytes=0-2' })
  expect([sound.status, await sound.text()]).toEqual([206, 'abc'])
  expect(Object.fromEntries(sound.headers)).toEqual({ 'content-type': 'audio/wav', 'content-range': 'bytes 0-2/9' })
  const path = `/api/v1/recordings/${recordingId}/audio`
  expect(asked).toEqual([{ url: path, authorization: 'Bearer the-token', range: 'bytes=0-2' }])
})

it.each(['', '../users', 'a/b', '%2e%2e', 'x'.repeat(65)])('asks central for nothing under the id %j', async (id) => {
  expect((await fetchSound(url, { recordingId: id, token: 't', range: null })).status).toBe(404)
  expect(asked).toEqual([])
})

it('gives nothing to who is not signed in, and says when central is away', async () => {
  expect((await fetchSound(url, { recordingId, token: null, range: null })).status).toBe(401)
  expect(asked).toEqual([])
  expect((await fetchSound('http://127.0.0.1:9', { recordingId, token: 't', range: null })).status).toBe(503)
})
