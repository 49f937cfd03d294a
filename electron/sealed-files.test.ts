import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UserId } from '#shared/protocol/ids.ts'
import { makeSessionKeeper } from './kept-session.ts'
import { openSealedFiles } from './sealed-files.ts'
import { makeStoreKeys } from './store-keys.ts'
import { makeFakeKeyring } from './testing/fake-electron.ts'

let home: string
let folder: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sealed-'))
  folder = join(home, 'sealed')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (keyring = makeFakeKeyring('word'), platform = 'linux') => openSealedFiles(keyring, platform, folder)
const session = {
  token: 'token-of-a-session',
  user: { userId: UserId.parse('u-1'), name: 'Ada', role: 'agent' as const, teamName: null },
}
const key = new Uint8Array(32).fill(7)

describe('a keyring worth the name', () => {
  it.each(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'])(
    '%s keeps secrets across restarts',
    async (backend) => {
      await makeStoreKeys(await open(makeFakeKeyring('word', { backend }))).write('k1', key)
      expect(await makeStoreKeys(await open(makeFakeKeyring('word', { backend }))).read('k1')).toEqual(key)
    },
  )

  it.each(['win32', 'darwin'])('on %s there is always one', async (platform) => {
    expect(await open(makeFakeKeyring('word', { backend: 'unknown' }), platform)).not.toBeNull()
  })

  it('leaves nothing readable, and files for this person only', async () => {
    const files = await open()
    await makeSessionKeeper(files).write(session)
    await makeStoreKeys(files).write('k1', key)
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name)).toString('latin1')
      expect(bytes).not.toContain('token-of-a-session')
      expect(bytes).not.toContain(Buffer.from(key).toString('base64'))
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
    }
    expect(readdirSync(folder).sort()).toEqual(['key-k1.sealed', 'session.sealed'])
  })

  it('seals again what a rotated key opened', async () => {
    await makeSessionKeeper(await open()).write(session)
    const rotated = makeFakeKeyring('word', { rotated: true })
    expect(await makeSessionKeeper(await open(rotated)).read()).toEqual(session)
    expect(rotated.sealed).toBe(1)
  })
})

describe('no keyring worth the name', () => {
  it.each([{ backend: 'basic_text' }, { backend: 'unknown' }, { available: false }])(
    '%j: nothing is written, keys live in memory',
    async (kind) => {
      const files = await open(makeFakeKeyring('word', kind))
      expect(files).toBeNull()
      const keys = makeStoreKeys(files)
      const sessions = makeSessionKeeper(files)
      await keys.write('k1', key)
      await sessions.write(session)
      sessions.drop()
      expect(await keys.read('k1')).toEqual(key)
      expect(await sessions.read()).toBeNull()
      expect(readdirSync(home)).toEqual([])
    },
  )

  it('a Linux that does not say its backend counts as none', async () => {
    const { getSelectedStorageBackend: _unsaid, ...silent } = makeFakeKeyring('word')
    expect(await openSealedFiles(silent, 'linux', folder)).toBeNull()
  })
})

describe('a keyring that changed', () => {
  it('reads as lost, never as an error, and is written anew', async () => {
    const before = await open()
    await makeSessionKeeper(before).write(session)
    await makeStoreKeys(before).write('k1', key)
    const after = await open(makeFakeKeyring('other'))
    expect(await makeSessionKeeper(after).read()).toBeNull()
    expect(await makeStoreKeys(after).read('k1')).toBeNull()
    expect(readdirSync(folder)).toContain('key-k1.sealed')
    await makeStoreKeys(after).write('k1', key)
    expect(await makeStoreKeys(after).read('k1')).toEqual(key)
  })

  it('that opens into noise gives neither a session nor a key of the wrong length', async () => {
    const files = await open()
    await files?.write('session', 'n\u0000ise')
    await files?.write('key-k1', 'bm9pc2U=')
    expect(await makeSessionKeeper(files).read()).toBeNull()
    expect(await makeStoreKeys(files).read('k1')).toBeNull()
  })

  it('a file cut short is lost too', async () => {
    const files = await open()
    await files?.write('session', JSON.stringify(session))
    writeFileSync(join(folder, 'session.sealed'), '')
    expect(await makeSessionKeeper(files).read()).toBeNull()
  })
})
