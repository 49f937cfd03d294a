import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDoor, type DoorSettings, findListenProblem } from './door.ts'

const local: DoorSettings = { host: '127.0.0.1', allowedOrigins: [], behindProxy: false, certificate: null }
const somewhere = Buffer.from('certificate')

describe('listening', () => {
  it.each([
    ['this computer only', local, true],
    ['every address, nothing in front', { ...local, host: '0.0.0.0' }, false],
    ['a name of this network, nothing in front', { ...local, host: 'desk.lan' }, false],
    ['a name that merely begins like loopback', { ...local, host: '127.evil.example' }, false],
    ['every address with TLS', { ...local, host: '0.0.0.0', certificate: somewhere }, true],
    ['behind a proxy that is not named', { ...local, behindProxy: true }, false],
    ['behind a proxy', { ...local, host: '0.0.0.0', behindProxy: true, allowedOrigins: ['https://d.example'] }, true],
  ])('on %s', (_where, settings, allowed) => {
    expect(findListenProblem(settings) === null).toBe(allowed)
  })
})

describe('the door on this computer', () => {
  const door = createDoor(local, () => 8480)

  it.each(['127.0.0.1:8480', 'localhost:8480', '[::1]:8480'])('knows %s', (host) => {
    expect(door.knowsHost(host)).toBe(true)
    expect(door.knowsOrigin(`http://${host}`, host)).toBe(true)
  })

  it.each([
    undefined,
    '',
    'localhost',
    'localhost:8481',
    'evil.example:8480',
    'localhost.evil.example:8480',
    '127.0.0.1:8480:1',
    'localhost:8480@evil.example',
    '[::1]8480',
  ])('does not know %s', (host) => {
    expect(door.knowsHost(host)).toBe(false)
    expect(door.knowsOrigin(`http://${host}`, host)).toBe(false)
  })

  it('refuses pages from elsewhere', () => {
    for (const origin of [
      undefined,
      'null',
      'http://evil.example',
      'https://localhost:8480',
      'http://localhost:8480.evil.example',
      'http://localhost:9999',
    ])
      expect(door.knowsOrigin(origin, 'localhost:8480'), String(origin)).toBe(false)
  })

  it('never throws and never lets a stranger in, whatever the headers', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (origin, host) => {
        const known = ['127.0.0.1:8480', 'localhost:8480', '[::1]:8480'].includes(host.toLowerCase())
        expect(door.knowsHost(host)).toBe(known)
        if (!known) expect(door.knowsOrigin(origin, host)).toBe(false)
      }),
    )
  })
})

describe('the door behind a proxy', () => {
  const settings = { ...local, host: '0.0.0.0', behindProxy: true, allowedOrigins: ['https://desk.example.com'] }
  const door = createDoor(settings, () => 8480)
  it('knows the named address and nothing else', () => {
    expect(door.knowsOrigin('https://desk.example.com', 'desk.example.com')).toBe(true)
    expect(door.knowsOrigin('http://desk.example.com', 'evil.example')).toBe(false)
    expect(door.knowsHost('10.0.0.7:8480')).toBe(false)
  })
})
