import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { SettingsPage } from './settings-page.tsx'

async function open(preferences: Record<string, unknown> = {}) {
  const desk = makeFakeDesk({ snapshot: makeSnapshot({ preferences }), now: () => testNow })
  await renderConsole(desk, <SettingsPage />)
  const changes = () =>
    desk.sent.flatMap((command) =>
      command.kind === 'local' && command.command.type === 'preferences.set' ? [command.command.preferences] : [],
    )
  return { changes }
}
const keysOf = (action: string) => screen.getByRole('button', { name: new RegExp(`^Change keys for ${action}`) })

const keysBeingPressed = () => screen.getByRole('button', { name: /^Press the new keys/ })

describe('settings', () => {
  it('change language, theme and density at once', async () => {
    const { changes } = await open()
    await userEvent.click(screen.getByRole('radio', { name: '繁體中文' }))
    await userEvent.click(screen.getByRole('radio', { name: 'Dark' }))
    await userEvent.click(screen.getByRole('radio', { name: 'Touch' }))
    expect(changes()).toEqual([{ language: 'zh-TW' }, { theme: 'dark' }, { density: 'touch' }])
  })

  it('record a new shortcut', async () => {
    const { changes } = await open()
    await userEvent.click(keysOf('Hold, resume or swap'))
    await userEvent.keyboard('{Alt>}h{/Alt}')
    expect(changes()).toEqual([{ shortcuts: { hold: 'alt+h' } }])
  })

  it('show a conflict and take the keys over only when told to', async () => {
    const { changes } = await open()
    await userEvent.click(keysOf('Mute or unmute'))
    fireEvent.keyDown(keysBeingPressed(), { key: 'F2', code: 'F2' })
    expect(screen.getByText('F2 already does “Answer”.')).toBeTruthy()
    expect(changes()).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Use it here and remove it there' }))
    expect(changes()).toEqual([{ shortcuts: { answer: '', mute: 'f2' } }])
  })

  it('refuse plain letters, which belong to typing, and keep the old keys on Escape', async () => {
    const { changes } = await open()
    await userEvent.click(keysOf('End call'))
    await userEvent.keyboard('e')
    expect(screen.getByText(/Single letters and digits/)).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    expect(changes()).toEqual([])
    expect(keysOf('End call').textContent).toContain('F4')
  })

  it('reset one shortcut and all of them', async () => {
    const { changes } = await open({ shortcuts: { hold: 'alt+h', end: 'alt+x' } })
    await userEvent.click(screen.getByRole('button', { name: 'Reset Hold, resume or swap to F7' }))
    await userEvent.click(screen.getByRole('button', { name: 'Reset all shortcuts' }))
    expect(changes()).toEqual([{ shortcuts: { end: 'alt+x' } }, { shortcuts: {} }])
  })

  it('say where notes lie', async () => {
    await open()
    expect(screen.getByText('on this computer, encrypted')).toBeTruthy()
  })
})
