import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printHelp, printSettingsPage } from './print-settings.ts'
import { readSettings } from './read-settings.ts'
import { settingList } from './setting-list.ts'

function read(args: string[], env: Record<string, string> = {}) {
  const answer = readSettings(args, env)
  if (!answer.ok) throw new Error(answer.sentence)
  return answer
}

function sentenceOf(args: string[], env: Record<string, string> = {}) {
  const answer = readSettings(args, env)
  return answer.ok ? null : answer.sentence
}

describe('settings', () => {
  it('start a demo on this computer when nothing is set', () => {
    const { settings, given } = read([])
    expect(settings).toMatchObject({ demo: true, host: '127.0.0.1', databaseUrl: null, allowedOrigins: [] })
    expect(given.size).toBe(0)
  })

  it('take a flag before the environment and the environment before the default', () => {
    const env = { RINGDESK_WEB_PORT: '9001', RINGDESK_CENTRAL_PORT: '9002' }
    const { settings } = read(['--web-port', '9003'], env)
    expect(settings).toMatchObject({ webPort: 9003, centralPort: 9002 })
    expect(read(['--web-port=9004'], env).settings.webPort).toBe(9004)
  })

  it('let consoles signal to the exchanges that are named, and to nothing that is no exchange', () => {
    expect(read([]).settings.phoneOrigins).toEqual([])
    const given = 'wss://pbx.example.com:8089, ws://localhost:8088,twilio'
    expect(read([`--phone-origins=${given}`]).settings.phoneOrigins).toEqual([
      'wss://pbx.example.com:8089',
      'ws://localhost:8088',
      'wss://*.twilio.com',
      'https://eventgw.twilio.com',
    ])
    for (const wrong of ['*', 'wss://*', 'ws://pbx.example.com', 'wss://a.example; script-src *', "'unsafe-inline'"])
      expect(sentenceOf([`--phone-origins=${wrong}`])).toContain('--phone-origins')
  })

  it('read --real as a site without demo data', () => {
    expect(read(['--real']).settings.demo).toBe(false)
    expect(read([], { RINGDESK_DEMO: 'off' }).settings.demo).toBe(false)
    expect(read(['--demo'], { RINGDESK_DEMO: '0' }).settings.demo).toBe(true)
  })

  it('take an empty variable for one that is not set', () => {
    expect(read([], { RINGDESK_WEB_PORT: '' }).settings.webPort).toBe(8480)
  })

  it('read a country in any letter case', () => {
    expect(read(['--default-region', 'cn']).settings.defaultRegion).toBe('CN')
  })

  it('say in one sentence what is wrong, and never print a secret', () => {
    expect(sentenceOf(['--web-port', '70000'])).toBe('--web-port must be a port number from 0 to 65535, not "70000".')
    expect(sentenceOf([], { RINGDESK_DEFAULT_REGION: 'USA' })).toContain('RINGDESK_DEFAULT_REGION must be')
    expect(sentenceOf(['--default-region', 'ZZ']), 'of two letters, and no country').toContain(
      '--default-region must be',
    )
    expect(sentenceOf([], { DATABASE_URL: 'mysql://u:hunter2@h/d' })).not.toContain('hunter2')
    expect(sentenceOf(['--wbe-port', '1'])).toContain('"--wbe-port"')
    expect(sentenceOf(['--web-port'])).toContain('needs a value')
    expect(sentenceOf([], { RINGDESK_TIME_ZONE: 'Mars/Base' })).toContain('RINGDESK_TIME_ZONE')
  })

  it('never throw, whatever the words', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('--web-port', '--host', '--demo', '--real', '--tls-key='))
    fc.assert(
      fc.property(fc.array(word), (args) => {
        const answer = readSettings(args, {})
        expect(answer.ok || answer.sentence.length > 0).toBe(true)
      }),
    )
  })

  it('are all in --help and in the page', () => {
    for (const setting of Object.values(settingList)) {
      expect(printHelp('npm start --')).toContain(`--${setting.flag}`)
      expect(printSettingsPage()).toContain(`\`${setting.env}\``)
    }
  })

  it('have defaults that pass their own check', () => {
    for (const setting of Object.values(settingList))
      expect(setting.schema.safeParse(setting.fallback).success).toBe(true)
  })
})
