import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

const renderer = join(import.meta.dirname, '..')
const list = 'frame/fetch-rest.ts'

/** Fetched by other means before anybody can miss them. */
const elsewhere: Record<string, string> = {
  'backend/web-backend.ts': 'at the start, before anything is drawn',
  'frame/console-gate.tsx': 'with the first key or click on the log-in page; it runs what is tested here',
  'i18n/words-en.ts': 'the language is chosen through the desk, which is gone when its shell is',
  'i18n/words-zh-CN.ts': 'as above',
  'i18n/words-zh-TW.ts': 'as above',
  'softphone/run-phone.ts': 'at the start, for who talks through the console',
  'softphone/sip/sip-phone.ts': 'as above, on a SIP exchange',
  'softphone/twilio/twilio-phone.ts': 'as above, over Twilio',
  'softphone/remote/media-link.ts': 'with it, to the window that is the telephone of the desktop app',
  'frame/bar-status.tsx': 'behind the first screen, by use-fetch-ahead.ts',
  'call/conversation.tsx': 'behind the first screen, by use-fetch-ahead.ts',
  'customer/link/call-customer.tsx': 'behind the first screen, by use-fetch-ahead.ts',
}

it('every part that is fetched at its first use is named, or is fetched elsewhere', () => {
  const named = readFetches(list)
  const sources = globSync('**/*.{ts,tsx}', { cwd: renderer, exclude: ['**/*.test.*', '**/testing/**'] })
  const wanted = sources.filter((path) => path !== list).flatMap(readFetches)
  expect(wanted.length).toBeGreaterThan(30)
  const missing = wanted.filter((target) => !named.includes(target) && elsewhere[target] === undefined)
  expect([...new Set(missing)]).toEqual([])
  expect(
    [...named, ...Object.keys(elsewhere)].filter((target) => !wanted.includes(target)),
    'fetched by nobody any more',
  ).toEqual([])
})

/** What a file imports when it runs on: files relative to the renderer, packages by their name. */
function readFetches(path: string): string[] {
  const text = readFileSync(join(renderer, path), 'utf8')
  return [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].map(([, target = '']) => {
    if (target.startsWith('#renderer/')) return target.slice('#renderer/'.length)
    return target.startsWith('.') ? relative(renderer, join(renderer, dirname(path), target)) : target
  })
}
