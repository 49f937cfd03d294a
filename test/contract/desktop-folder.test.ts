import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFakeKeyring } from '#electron/testing/fake-electron.ts'
import { createTask, mei, save, setUpDesktopShell } from './set-up-desktop-shell.ts'

const { start, callCentral, logIn, openSealedSession, listFiles, findFile } = setUpDesktopShell()

describe('the folder of the desktop app', { timeout: 60_000 }, () => {
  it('comes back after a restart with the session and the half-written note', async () => {
    const first = await start()
    await first.ask({ kind: 'sign-in', credentials: mei })
    expect(await first.ask(save('int-1', { note: 'half a sen' }))).toEqual({ ok: true })
    await first.quit()
    expect(first.made.questions).toEqual([])
    const second = await start()
    expect(await second.ask({ kind: 'session' })).toMatchObject({ name: expect.any(String) })
    expect((await second.snapshot()).drafts).toMatchObject([{ fields: { note: 'half a sen' } }])
    await second.quit()
  })

  it.each([
    ['a keyring that lost its secrets', makeFakeKeyring('another word')],
    ['no keyring worth the name', makeFakeKeyring('word', { backend: 'basic_text' })],
  ])('with %s it asks for a log-in, and central’s copy of the key opens the store again', async (_what, after) => {
    const first = await start()
    await first.ask({ kind: 'sign-in', credentials: mei })
    await first.ask(save('int-2', { note: 'still here' }))
    await first.online()
    // the copy of the key reaches central a moment after the desk is online
    const keyId = JSON.parse(readFileSync(findFile('store.json'), 'utf8')).keyId
    const token = await logIn('mei')
    await expect.poll(() => callCentral('GET', `/desk-keys/${keyId}`, token).catch(() => null)).not.toBeNull()
    await first.quit()
    const second = await start(after)
    expect(await second.ask({ kind: 'session' })).toBeNull()
    expect(await second.ask({ kind: 'sign-in', credentials: mei })).toMatchObject({ ok: true })
    expect((await second.snapshot()).drafts).toMatchObject([{ fields: { note: 'still here' } }])
    await second.quit()
  })

  it('leaves none of 20 planted needles readable in its folder', async () => {
    const app = await start()
    await app.ask({ kind: 'sign-in', credentials: mei })
    await app.online()
    const needles = Array.from({ length: 18 }, (_, n) => `Nadel-${n}-王小明-+3120${n}555`)
    for (const [n, needle] of needles.entries()) {
      const sent = n % 2 === 0 ? save(`int-${n}`, { note: needle }) : createTask(`task-${n}-${Date.now()}`, needle)
      expect(await app.ask(sent)).toEqual({ ok: true })
    }
    const files = () => listFiles().map((path) => ({ path, bytes: readFileSync(path) }))
    needles.push(mei.password)
    const lookFor = () => {
      const found = files()
      const names = found.map(({ path }) => basename(path))
      expect(names).toEqual(expect.arrayContaining(['desk.db', 'session.sealed', 'desktop.log']))
      return needles.flatMap((needle) =>
        [Buffer.from(needle), Buffer.from(needle, 'utf16le')].flatMap((bytes) =>
          found.filter((file) => file.bytes.includes(bytes)).map(({ path }) => `${needle} in ${path}`),
        ),
      )
    }
    // once with the write-ahead log open, once after the store was closed
    expect(lookFor()).toEqual([])
    const { token } = JSON.parse((await openSealedSession()) ?? '{}')
    expect(token).toMatch(/.{20}/)
    needles.push(token)
    expect(needles).toHaveLength(20)
    await app.quit()
    expect(lookFor()).toEqual([])
  })
})
