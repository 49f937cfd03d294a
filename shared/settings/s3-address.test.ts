import fc from 'fast-check'
import { expect, it } from 'vitest'
import { S3AddressText } from './s3-address.ts'

const read = (text: string) => S3AddressText.safeParse(text).data

it('reads where the bucket is, and whose key opens it', () => {
  expect(read('https://AKIA:a%2Fb%2Bc@s3.eu-central-1.amazonaws.com/calls?region=eu-central-1')).toEqual({
    ...{ endPoint: 'https://s3.eu-central-1.amazonaws.com', bucket: 'calls', region: 'eu-central-1' },
    ...{ accessKey: 'AKIA', secretKey: 'a/b+c' },
  })
  expect(read('http://key:secret@127.0.0.1:9000/calls/')).toMatchObject({ endPoint: 'http://127.0.0.1:9000' })
  expect(read('')).toBeNull()
})

it.each([
  ...['calls', 's3://key:secret@host/calls', 'https://host/calls', 'https://key@host/calls'],
  ...[
    'https://key:secret@host',
    'https://key:secret@host/a/b',
    'https://key:secret@host/Calls',
    'https://%E0:x@host/calls',
  ],
])('knows that %s is none', (text) => {
  expect(S3AddressText.safeParse(text).success).toBe(false)
})

it('never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
      S3AddressText.safeParse(text)
    }),
    { numRuns: 1_000 },
  )
})
