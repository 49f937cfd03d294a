import { describe, expect, it } from 'vitest'
import { GLOBAL_KEYS } from '#electron/global-keys.ts'
import { ShellInfo } from '#shared/protocol/desk-port.ts'
import { mei, save, setPreferences, setState, setUpDesktopShell } from './set-up-desktop-shell.ts'

const { start, callCentral, logIn, central } = setUpDesktopShell()

describe('the desktop app on a real central', { timeout: 60_000 }, () => {
  it('signs in, shows the state in the tray, tells of a ring, and signs out', async () => {
    const app = await start()
    const info = ShellInfo.parse(await app.ask({ kind: 'shell' }))
    expect(info.demoLogins.map(({ login }) => login)).toContain('mei')
    expect(await app.ask({ kind: 'sign-in', credentials: { ...mei, password: 'wrong' } })).toMatchObject({ ok: false })
    expect(await app.ask({ kind: 'sign-in', credentials: mei })).toMatchObject({ ok: true })
    await app.online()
    expect(app.made.blockers.size).toBe(1)
    expect(await app.ask(setState({ kind: 'available' }))).toEqual({ ok: true })
    await expect.poll(() => app.made.trays[0]?.toolTip).toMatch(/ · Available$/)

    expect(app.made.keys.size).toBe(0)
    await app.ask(setPreferences({ globalKeys: true }))
    await expect.poll(() => app.made.keys.size).toBe(3)
    app.made.keys.get(GLOBAL_KEYS.answer)?.()
    const told = () => app.contents.sent.map(({ message }) => message)
    expect(told()).toContainEqual({ kind: 'shell', action: 'answer', detail: null })

    const admin = info.demoLogins.find(({ role }) => role === 'admin' || role === 'supervisor')?.login ?? ''
    const token = await logIn(admin)
    const { queues } = await callCentral('GET', '/queues', token)
    const { user } = await app.snapshot()
    const to = queues.find(({ members }: { members: string[] }) => members.includes(user.userId)).numbers[0]
    const { callId } = await callCentral('POST', '/simulator/calls', token, { from: '+31201234567', to })
    const shown = () => app.made.notifications.filter(({ state }) => state === 'shown')
    await expect.poll(shown, { timeout: 10_000 }).toHaveLength(1)
    expect(shown()[0]?.options.title).toBe('Incoming call')
    await fetch(`${central().url}/api/v1/simulator/calls/${callId}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    })
    await expect.poll(shown, { timeout: 10_000 }).toHaveLength(0)

    await app.ask({ kind: 'sign-out' })
    expect(app.made.trays[0]?.toolTip).toBe('Ringdesk · Signed out')
    expect(app.made.blockers.size).toBe(0)
    expect(app.made.keys.size).toBe(0)
    const again = await start()
    expect(await again.ask({ kind: 'session' })).toBeNull()
  })

  it('shows the number of an opened link once the console is there, and dials nothing', async () => {
    const app = await start()
    await app.ask({ kind: 'sign-in', credentials: mei })
    app.made.app.emit('second-instance', {}, ['ringdesk', '--inspect', 'tel:+31-20-123-4567'])
    const links = () => app.contents.sent.filter(({ message }) => JSON.stringify(message).includes('"number-link"'))
    expect(links()).toEqual([])
    const { projection } = await app.snapshot()
    await app.snapshot()
    expect(links().map(({ message }) => message)).toEqual([{ kind: 'number-link', number: '+31201234567' }])
    expect(projection.calls).toEqual([])
    await app.quit()
  })

  it('stops at once when an administrator ends its session, and says so', async () => {
    const credentials = { ...mei, login: 'jon' }
    const app = await start()
    const signedIn = await app.ask({ kind: 'sign-in', credentials })
    expect(signedIn).toMatchObject({ ok: true })
    await app.online()
    await app.ask(setState({ kind: 'available' }))
    await app.ask(save('int-9', { note: 'half a sen' }))
    const { user } = await app.snapshot()
    const admin = await logIn('admin')
    await callCentral('POST', `/users/${user.userId}/one-time-password`, admin, {})
    const told = () => app.contents.sent.map(({ message }) => message)
    const over = { kind: 'notice', notice: { kind: 'signed-out', reason: { code: 'session_revoked' } } }
    await expect.poll(() => JSON.stringify(told()), { timeout: 5_000 }).toContain(JSON.stringify(over.notice))
    for (const request of [setState({ kind: 'available' }), save('int-9', { note: 'more' }), { kind: 'snapshot' }])
      expect(await app.ask(request)).toMatchObject({ ok: false, refusal: { code: 'not_signed_in' } })
    expect(app.made.trays[0]?.toolTip).toBe('Ringdesk · Signed out')
    expect(app.made.blockers.size).toBe(0)
    const again = await start()
    expect(await again.ask({ kind: 'session' })).toBeNull()
  })

  it('asks before it quits in a call, and stays when told to', async () => {
    // an agent of her own: the call goes on at central after this test
    const app = await start()
    await app.ask({ kind: 'sign-in', credentials: { ...mei, login: 'ava' } })
    await app.online()
    await app.ask(setState({ kind: 'available' }))
    const token = await logIn('admin')
    const { user } = await app.snapshot()
    const { queues } = await callCentral('GET', '/queues', token)
    const to = queues.find(({ members }: { members: string[] }) => members.includes(user.userId)).numbers[0]
    await callCentral('POST', '/simulator/calls', token, { from: null, to })
    const offer = async () => (await app.snapshot()).projection.offer?.facts.offerId
    await expect.poll(offer, { timeout: 10_000 }).toBeDefined()
    const answer = { kind: 'live', command: { type: 'call.answer', offerId: await offer() } }
    expect(await app.ask({ kind: 'send', command: answer })).toEqual({ ok: true })
    await expect.poll(() => app.made.trays[0]?.toolTip, { timeout: 10_000 }).toMatch(/ · On call$/)
    app.electron.app.quit()
    await expect.poll(() => app.made.questions.length).toBe(1)
    expect(app.made.quits).toBe(0)
    expect(await app.ask({ kind: 'session' })).toMatchObject({ userId: user.userId })
    app.made.answerQuestion = 1
    await app.quit()
    expect(app.made.questions).toHaveLength(2)
  })
})
