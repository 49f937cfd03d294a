import { describe, expect, it } from 'vitest'
import { APP_ENTRY, isAppUrl } from './app-origin.ts'

describe('a page is ours', () => {
  it.each([APP_ENTRY, 'app://ringdesk/', 'app://ringdesk', 'app://ringdesk/customers/c-1?tab=2#x'])('%s', (address) => {
    expect(isAppUrl(address)).toBe(true)
  })

  it.each([
    'app://ringdesk.evil.example/index.html',
    'app://ringdesk@evil.example/',
    'app://me@ringdesk/',
    'app://me:pw@ringdesk/',
    'app://ringdesk:8080/',
    'app://evil/ringdesk/index.html',
    'app:ringdesk/index.html',
    'app:/ringdesk/index.html',
    'apps://ringdesk/',
    'https://ringdesk/',
    'file:///ringdesk/index.html',
    'data:text/html,app://ringdesk/',
    'blob:app://ringdesk/1',
    'about:blank',
    '',
  ])('but not %s', (address) => {
    expect(isAppUrl(address)).toBe(false)
  })
})
