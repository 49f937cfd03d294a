import { expect, it } from 'vitest'
import { ShellUnreachable } from '#renderer/backend/ask-patiently.ts'
import type { Backend, DeskReach } from '#renderer/backend/backend.ts'
import { makeSnapshot, testNow, testShell } from '#renderer/customer/testing/make-snapshot.ts'
import { refuse } from '#shared/protocol/error.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { startConsoleStore } from './console-store.ts'

/** A console whose shell can go away and come back, and may stay silent for some questions after that. */
async function startOverShakyShell() {
  const clock = createTestClock(testNow)
  const desk = makeFakeDesk({ snapshot: makeSnapshot(), now: () => testNow })
  let silent = 0
  let tell: (reach: DeskReach) => void = () => {}
  const backend: Backend = {
    desk: {
      ...desk,
      snapshot: async () => {
        silent -= 1
        if (silent >= 0) throw new ShellUnreachable('no snapshot')
        return desk.snapshot()
      },
    },
    shell: async () => testShell,
    session: async () => null,
    signIn: async () => refuse('wrong_credentials'),
    signOut: async () => {},
    onReach: (listener) => {
      tell = listener
      listener({ kind: 'reached' })
      return () => {}
    },
  }
  const running = await startConsoleStore(backend, testShell, clock, () => {})
  return {
    ...running,
    clock,
    desk,
    lose: () => tell({ kind: 'lost', since: testNow }),
    comeBack: (silentAnswers: number) => {
      silent = silentAnswers
      tell({ kind: 'reached' })
    },
  }
}

it('a desk that comes back is asked for everything again, also when its first answers do not come', async () => {
  const { store, clock, desk, lose, comeBack } = await startOverShakyShell()
  lose()
  expect(store.getState().reach).toEqual({ kind: 'lost', since: testNow })
  await desk.send({ kind: 'local', command: { type: 'preferences.set', preferences: { theme: 'dark' } } })
  store.setState({ preferences: { ...store.getState().preferences, theme: 'light' } })
  comeBack(2)
  await clock.advance(400)
  expect(store.getState().preferences.theme).toBe('light')
  await clock.advance(2000)
  expect(store.getState().preferences.theme).toBe('dark')
})

it('a desk lost again is not asked meanwhile', async () => {
  const { store, clock, desk, lose, comeBack } = await startOverShakyShell()
  lose()
  comeBack(1)
  await clock.advance(0)
  lose()
  await desk.send({ kind: 'local', command: { type: 'preferences.set', preferences: { theme: 'dark' } } })
  store.setState({ preferences: { ...store.getState().preferences, theme: 'light' } })
  await clock.advance(60_000)
  expect(store.getState().preferences.theme).toBe('light')
})

it('a stopped console hears nothing more', async () => {
  const { store, stop, desk } = await startOverShakyShell()
  stop()
  desk.notify({ kind: 'number-link', number: '+31107942216' })
  expect(store.getState().numberLink).toBeNull()
})
