import { expect, it } from 'vitest'
import { makeSubject } from '#test/support/edges/make-subject.ts'
import { openEdges, userOfRole } from '#test/support/edges/open-edges.ts'

it('gives a recording whole or in ranges, never more than asked, and writes down who heard it', async () => {
  const edges = await openEdges()
  const { recordingId } = await makeSubject(edges.db, userOfRole('agent'), 'talking')
  edges.recordings.kept.set(recordingId, Buffer.from('0123456789'))
  const headers = await edges.signIn('agent')
  const url = `/api/v1/recordings/${recordingId}/audio`
  const get = (range?: string) => edges.app.inject({ url, headers: { ...headers, ...(range ? { range } : {}) } })

  const whole = await get()
  expect([whole.statusCode, whole.body, whole.headers['content-type']]).toEqual([200, '0123456789', 'audio/wav'])
  expect(whole.headers).toMatchObject({ 'accept-ranges': 'bytes', 'cache-control': 'private, no-store' })
  const part = await get('bytes=2-4')
  expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10'])
  const end = await get('bytes=-3')
  expect([end.statusCode, end.body, end.headers['content-length']]).toEqual([206, '789', '3'])
  const beyond = await get('bytes=10-')
  expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, 'bytes */10'])
  expect((await get('bytes=7-2')).body).toBe('0123456789')

  const heard = await edges.db.selectFrom('audit').selectAll().where('action', '=', 'recording.played').execute()
  expect(heard.map(({ actor_id, subject }) => [actor_id, subject])).toEqual(
    Array.from({ length: 4 }, () => [userOfRole('agent'), recordingId]),
  )
  await edges.close()
})
