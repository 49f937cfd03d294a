import { beforeEach, describe, expect, it } from 'vitest'
import { APP_ENTRY } from './app-origin.ts'
import { confineNavigation, confinePermissions } from './navigation.ts'
import { openExternal } from './open-external.ts'
import { FakeContents, makeFakeElectron } from './testing/fake-electron.ts'

/** What must never be opened, neither in the app nor by another program. */
const hostile = [
  ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)', 'vbscript:x'],
  ...['data:text/html,<script>alert(1)</script>', 'blob:https://a.example/1', 'about:blank', 'about:srcdoc'],
  ...['file:///etc/passwd', 'file://server/share/x.exe', 'FILE:///C:/Windows/System32/calc.exe', 'filesystem:x'],
  ...['smb://server/share', 'ftp://a.example/x', 'sftp://a.example', 'ssh://-oProxyCommand=calc', 'telnet://a'],
  ...['ms-msdt:/id PCWDiagnostic', 'ms-officecmd:{}', 'search-ms:query=x', 'ms-settings:', 'shell:startup'],
  ...['\\\\server\\share\\x.exe', '//server/share', 'C:\\Windows\\calc.exe', '/bin/sh', 'calc.exe'],
  ...['https://user@a.example/', 'https://user:pw@a.example/', 'https://a.example@evil.example/'],
  ...['http://a.example/', 'ws://a.example', 'chrome://settings', 'devtools://devtools', 'view-source:https://a'],
  ...[
    'tel:+31201234567',
    'sip:a@b.example',
    'callto:x',
    'app://ringdesk@evil.example/',
    'https:',
    'mailto://u@h.example',
  ],
]

let contents: FakeContents
let fake: ReturnType<typeof makeFakeElectron>
beforeEach(() => {
  contents = new FakeContents()
  fake = makeFakeElectron()
  confineNavigation(contents, fake.electron.shell)
})

function goes(event: string, url: string): boolean {
  let prevented = false
  contents.emit(event, { url, preventDefault: () => (prevented = true) })
  return !prevented
}

describe('hostile addresses', () => {
  it('are at least forty', () => expect(new Set(hostile).size).toBeGreaterThanOrEqual(40))

  it.each(hostile)('%j is neither opened nor gone to', async (address) => {
    expect(await openExternal(fake.electron.shell, address)).toBe(false)
    expect(contents.openWindow({ url: address })).toEqual({ action: 'deny' })
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'])
      expect(goes(event, address)).toBe(false)
    expect(fake.made.opened).toEqual([])
  })
})

describe('a page', () => {
  it('may move within the console', () => expect(goes('will-navigate', APP_ENTRY)).toBe(true))

  it('opens web and mail links in the system, never a window here', () => {
    for (const url of ['https://a.example/x?y=1', 'mailto:ada@a.example'])
      expect(contents.openWindow({ url })).toEqual({ action: 'deny' })
    expect(fake.made.opened).toEqual(['https://a.example/x?y=1', 'mailto:ada@a.example'])
  })

  it('embeds no webview', () => expect(goes('will-attach-webview', APP_ENTRY)).toBe(false))
})

describe('permissions', () => {
  const wanted = [
    ...['media', 'display-capture', 'geolocation', 'midi', 'midiSysex', 'clipboard-read', 'fullscreen', 'pointerLock'],
    ...['openExternal', 'serial', 'usb', 'idle-detection', 'window-management', 'fileSystem', 'unknown'],
  ]
  const requested = (permission: string, requestingUrl: string) => {
    let granted = true
    fake.made.permissions.request(null, permission, (answer) => (granted = answer), { requestingUrl })
    return granted
  }
  const telephone = {}
  beforeEach(() => confinePermissions(fake.electron.session, (asking) => asking === telephone))

  it.each(wanted)('%s is refused, even to the console', (permission) => {
    expect(requested(permission, APP_ENTRY)).toBe(false)
    expect(fake.made.permissions.check(null, permission, 'app://ringdesk/')).toBe(false)
  })

  it('notifications are the console’s alone', () => {
    expect(requested('notifications', APP_ENTRY)).toBe(true)
    expect(requested('notifications', 'https://a.example/')).toBe(false)
    expect(fake.made.permissions.check(null, 'notifications', 'app://ringdesk')).toBe(true)
    expect(fake.made.permissions.check(null, 'notifications', 'https://a.example')).toBe(false)
  })

  it.each(['local-network', 'local-network-access', 'loopback-network'])('%s is for our own pages', (permission) => {
    expect(requested(permission, APP_ENTRY)).toBe(true)
    expect(requested(permission, 'https://a.example/')).toBe(false)
    expect(fake.made.permissions.check(null, permission, 'app://ringdesk')).toBe(true)
    expect(fake.made.permissions.check(null, permission, 'https://a.example')).toBe(false)
  })

  it('the microphone is the telephone’s alone, a camera or a screen nobody’s', () => {
    const asked = (mediaTypes: string[], requestingUrl = APP_ENTRY, contents: object = telephone) => {
      let granted = true
      const answer = (allowed: boolean) => {
        granted = allowed
      }
      fake.made.permissions.request(contents, 'media', answer, { requestingUrl, mediaTypes })
      return granted
    }
    expect(asked(['audio'])).toBe(true)
    for (const wanted of [['video'], ['audio', 'video'], []]) expect(asked(wanted)).toBe(false)
    expect(asked(['audio'], 'https://a.example/')).toBe(false)
    expect(asked(['audio'], APP_ENTRY, {})).toBe(false)
    // by these the console knows devices by name
    const { check } = fake.made.permissions
    expect(check(null, 'media', 'app://ringdesk', { mediaType: 'audio' })).toBe(true)
    expect(check(null, 'media', 'app://ringdesk', { mediaType: 'video' })).toBe(false)
    expect(check(null, 'media', 'https://a.example', { mediaType: 'audio' })).toBe(false)
  })

  const headset = { deviceId: 'headset', collections: [{ usagePage: 0x0c }, { usagePage: 0x0b }] }
  const key = { deviceId: 'key', collections: [{ usagePage: 0xf1d0 }] }

  it('of devices the console gets a headset’s buttons and nothing else', () => {
    const given = (deviceType: string, device: object, origin = 'app://ringdesk') =>
      fake.made.permissions.device({ deviceType, origin, device })
    expect(given('hid', headset)).toBe(true)
    expect(given('hid', headset, 'https://a.example')).toBe(false)
    for (const other of [key, {}, { collections: null }, { collections: [null] }])
      expect(given('hid', other)).toBe(false)
    for (const type of ['usb', 'serial']) expect(given(type, headset)).toBe(false)
    expect(fake.made.permissions.check(null, 'hid', 'app://ringdesk')).toBe(true)
    expect(fake.made.permissions.check(null, 'hid', 'https://a.example')).toBe(false)
    expect(requested('hid', APP_ENTRY)).toBe(false)
  })

  it('asked for a device it chooses the headset, and none for anybody else', () => {
    const chosen = (deviceList: (typeof headset)[], url: string | null) => {
      const answers: unknown[] = []
      let held = false
      const event = {
        preventDefault() {
          held = true
        },
      }
      const details = { deviceList, frame: url === null ? null : { url } }
      fake.made.permissions.chooseHid?.(event, details, (deviceId) => void answers.push(deviceId))
      expect(held).toBe(true)
      return answers
    }
    expect(chosen([key, headset], APP_ENTRY)).toEqual(['headset'])
    expect(chosen([key], APP_ENTRY)).toEqual([undefined])
    expect(chosen([headset], 'https://a.example/')).toEqual([undefined])
    expect(chosen([headset], null)).toEqual([undefined])
  })
})
