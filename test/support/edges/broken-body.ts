import fc from 'fast-check'
import { NEEDLE } from './hostile-values.ts'

/** What may happen to a body on its way, or be done to it on purpose. */
export const brokenBody = fc.record({
  twist: fc.oneof(
    fc.nat({ max: 60 }).map((cut) => (text: string) => text.slice(0, -1 - (cut % text.length))),
    fc.constantFrom<(text: string) => string | Buffer>(
      (text) => `${text}${text}`,
      (text) => `${text}\u0000`,
      (text) => text.replace('{', `{"__proto__":{"polluted":"${NEEDLE}"},`),
      (text) => text.replace('{', `{"constructor":{"prototype":{"polluted":"${NEEDLE}"}},`),
      (text) => text.replace('{', `{"role":"admin","${NEEDLE}":1,`),
      (text) => text.replaceAll(/"[^"]*"/g, `'${NEEDLE}'`),
      (text) => text.replace(/:"[^"]*"/, ':NaN'),
      () => '',
      () => 'null',
      () => `"${NEEDLE}"`,
      () => `${'['.repeat(100_000)}`,
      () => `{"a":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_001)}`,
      () => `{"${NEEDLE}":"${'x'.repeat(300_000)}"}`,
      (text) =>
        Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from([0xcd, 0xf5, 0xd0, 0xa1]), Buffer.from('"}')]),
      (text) => Buffer.from(text, 'utf16le'),
      () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]),
    ),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => () => Buffer.from(bytes)),
  ),
  type: fc.oneof(
    { weight: 6, arbitrary: fc.constant('application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'],
        ...['application/json; charset=gbk', 'application/json;charset=utf-16', 'application/json-patch+json'],
      ),
    },
  ),
  encoding: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, fc.constantFrom('gzip', 'br', 'deflate', 'x')),
})
