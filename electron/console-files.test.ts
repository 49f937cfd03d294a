import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MEDIA_ENTRY } from './app-origin.ts'
import { answerFile as answerWith, readRecordingId, writePolicy } from './console-files.ts'

const CONTENT_SECURITY_POLICY = writePolicy([])
const answerFile = (address: string, folder: string) =>
  answerWith(address, { folder, mediaFolder: join(home, 'media'), phoneOrigins: [] })

const SECRET = 'what lies outside'
let home: string
let folder: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'console-files-'))
  folder = join(home, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  mkdirSync(join(home, 'renderer-other'))
  mkdirSync(join(home, 'media'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(home, 'media', 'index.html'), 'the telephone')
  writeFileSync(join(folder, 'assets', 'app.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'notes.exe'), SECRET)
  for (const place of [join(home, 'secret.js'), join(home, 'renderer-other', 'secret.js')]) writeFileSync(place, SECRET)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('the console over app://', () => {
  it('serves the page and its parts with their types', async () => {
    const page = await answerFile('app://ringdesk/', folder)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const script = await answerFile('app://ringdesk/assets/app.js?v=1#x', folder)
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(await script.text()).toBe('export {}')
  })

  it('carries the content policy on every answer, the refusing ones too', async () => {
    for (const rule of [
      "default-src 'self'",
      "script-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "connect-src 'self'",
      "form-action 'none'",
    ])
      expect(CONTENT_SECURITY_POLICY.split('; ')).toContain(rule)
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|\*|https?:/)
    for (const address of ['', 'assets/app.js', 'none.js', '%zz', 'assets', '../secret.js']) {
      const answer = await answerFile(`app://ringdesk/${address}`, folder)
      expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('lets the telephone’s page reach its exchange, and no other page anything', async () => {
    const pages = { folder, mediaFolder: join(home, 'media'), phoneOrigins: ['wss://pbx.example:8089'] }
    const telephone = await answerWith(MEDIA_ENTRY, pages)
    expect([telephone.status, await telephone.text()]).toEqual([200, 'the telephone'])
    const policy = telephone.headers.get('content-security-policy')?.split('; ')
    expect(policy).toContain("connect-src 'self' wss://pbx.example:8089")
    expect(policy?.filter((rule) => rule.includes('pbx'))).toHaveLength(1)
    expect(telephone.headers.get('permissions-policy')).toMatch(/hid=\(\), microphone=\(self\)/)
    const page = await answerWith('app://ringdesk/', pages)
    expect(page.headers.get('content-security-policy')?.split('; ')).toContain("connect-src 'self'")
    expect(page.headers.get('permissions-policy')).toContain('hid=(self)')
  })

  it.each([
    'app://ringdesk/../secret.js',
    'app://ringdesk/media/..%2fsecret.js',
    'app://ringdesk/media/%2e%2e%2frenderer%2findex.html',
    'app://ringdesk/media/none.js',
    'app://ringdesk/%2e%2e/secret.js',
    'app://ringdesk/..%2fsecret.js',
    'app://ringdesk/assets/..%2f..%2fsecret.js',
    'app://ringdesk/%2e%2e%2frenderer-other%2fsecret.js',
    'app://ringdesk//etc/passwd',
    'app://ringdesk/%00/../secret.js',
    'app://ringdesk/assets/app.js%00.html',
    'app://ringdesk/assets/app.js/x.js',
    'app://ringdesk/assets/notes.exe',
    'app://elsewhere/index.html',
    'file:///etc/passwd',
  ])('does not answer %s', async (address) => {
    const answer = await answerFile(address, folder)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain(SECRET)
  })

  it('never leaves its folder, whatever the path', async () => {
    const piece = fc.constantFrom(
      ...['..', '.', '%2e%2e', '%2E.', '/', '%2f', '\\', '%5c', '%00', '%', '%c0%ae', '%252e', ':', '::$DATA', '~'],
      ...[
        'secret.js',
        'renderer-other',
        'renderer',
        'media',
        'assets',
        'app.js',
        'index.html',
        'C:',
        '?',
        '#',
        ' ',
        '汉',
      ],
    )
    const path = fc.oneof(
      fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
      fc.string(),
    )
    await fc.assert(
      fc.asyncProperty(path, async (tail) => {
        const answer = await answerFile(`app://ringdesk/${tail}`, folder)
        expect([200, 404]).toContain(answer.status)
        expect(await answer.text()).not.toContain(SECRET)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('recordings over app://', () => {
  it('are asked for by their id alone', () => {
    expect(readRecordingId('app://ringdesk/recordings/018f-ab_C?x=1')).toBe('018f-ab_C')
    for (const address of [
      'app://ringdesk/recordings/',
      'app://ringdesk/recordings/a/b',
      'app://ringdesk/recordings/%2e%2e',
      `app://ringdesk/recordings/${'x'.repeat(65)}`,
      'app://elsewhere/recordings/a',
      'https://ringdesk/recordings/a',
      'app://ringdesk/index.html',
    ]) {
      expect(readRecordingId(address), address).toBeNull()
    }
  })
})
