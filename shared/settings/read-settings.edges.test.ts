import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileText, NEEDLE } from '#test/support/edges/hostile-values.ts'
import { RUNS } from '#test/support/edges/runs.ts'
import { readSettings } from './read-settings.ts'
import { type SettingName, settingList } from './setting-list.ts'

const names = Object.keys(settingList) as SettingName[]

/** Either a value the setting's own schema takes, or one sentence that names the setting; a secret is never shown. */
function judge(name: SettingName, text: string, answer: ReturnType<typeof readSettings>): void {
  const setting = settingList[name]
  const isFine = setting.schema.safeParse(text).success
  expect(answer.ok).toBe(isFine)
  if (answer.ok) {
    const value = JSON.stringify(answer.settings[name])
    expect(value, 'no control character gets in').not.toMatch(/\\u00[01]|\\ud[89a-f]/)
    if (/^"https?:/.test(value)) expect(URL.canParse(JSON.parse(value)), value).toBe(true)
    for (const origin of name === 'allowedOrigins' ? answer.settings.allowedOrigins : [])
      expect(new URL(origin).origin.length, origin).toBeGreaterThan(0)
    return
  }
  expect(answer.sentence).toMatch(/^[\s\S]+ must be [\s\S]+\.$/)
  expect(answer.sentence).toContain(setting.expects)
  expect(answer.sentence).not.toMatch(/\n\s+at |ZodError|\p{Cc}/u)
  expect(answer.sentence.length).toBeLessThan(1_000)
  if ('secret' in setting) expect(answer.sentence).not.toContain(NEEDLE)
}

describe.each(names)('the setting %s under a thousand hostile values', (name) => {
  const { env, flag } = settingList[name]

  it('from the environment', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        // no environment can hold a NUL; an empty variable is one that is not set
        const value = text.replaceAll('\u0000', '')
        if (value !== '') judge(name, value, readSettings([], { [env]: value }))
      }),
      { numRuns: RUNS },
    )
  })

  it('as a flag', () => {
    fc.assert(
      fc.property(hostileText, (text) => judge(name, text, readSettings([`--${flag}=${text}`], {}))),
      { numRuns: RUNS },
    )
  })
})

it('unknown flags are named in one sentence, whatever they are', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const answer = readSettings([`--x${text}`], {})
      expect(answer.ok).toBe(false)
      if (!answer.ok) expect(answer.sentence).toMatch(/--help/)
    }),
    { numRuns: RUNS },
  )
})
