import type { OpenDesk } from '#main/desk.ts'
import type { Log } from '#main/log.ts'
import type { Credentials, DeskNotice, ShellInfo, SignInAnswer } from '#shared/protocol/desk-port.ts'
import { type Outcome, refuse } from '#shared/protocol/error.ts'
import type { SessionAnswer } from '#shared/protocol/session.ts'
import type { ShellRequest } from '#shared/protocol/shell-port.ts'
import { type DeskView, followDesk } from './desk-view.ts'
import type { KeptSession, SessionKeeper } from './kept-session.ts'

/** What the host needs from outside: log-in at central and a way to open a desk. */
export interface DeskHostTools {
  info(): Promise<ShellInfo>
  sessions: SessionKeeper
  signIn(credentials: Credentials): Promise<Outcome<SessionAnswer>>
  /** ends a session that no desk came of */
  endSession(token: string): Promise<unknown>
  /** `onRevoked`: central ended the session of this desk on purpose */
  openDesk(session: KeptSession, takeOver: boolean, onRevoked: () => void): Promise<Outcome<OpenDesk>>
  onNotice(notice: DeskNotice): void
  /** the desk as it stands, after every change; null when nobody is signed in any more */
  onView(view: DeskView | null): void
  log: Log
}

export type DeskHost = ReturnType<typeof hostDesk>

/** The one desk of the desktop app: opened by a log-in or by the session that was kept, and asked by the console. */
export function hostDesk(tools: DeskHostTools) {
  let desk: OpenDesk | null = null
  /** log-in, log-out and start follow each other: a double click opens one desk */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  async function adopt(opened: OpenDesk): Promise<void> {
    desk = opened
    opened.onNotice((notice) => {
      if (desk !== opened) return
      // told by our own sign-out and by the desk's link alike
      if (notice.kind === 'signed-out') leave()
      tools.onNotice(notice)
    })
    await followDesk(opened, (view) => {
      if (desk === opened) tools.onView(view)
    })
  }

  function leave(): void {
    desk = null
    tools.sessions.drop()
    tools.onView(null)
  }

  async function open(session: KeptSession, takeOver: boolean): Promise<Outcome<OpenDesk>> {
    let isRevoked = false
    let hearRevoked = () => {
      isRevoked = true
    }
    const opened = await tools.openDesk(session, takeOver, () => hearRevoked())
    if (!opened.ok) return opened
    await adopt(opened.value)
    hearRevoked = () => endRevoked(opened.value)
    if (isRevoked) hearRevoked()
    return opened
  }

  /** Disabled, or signed out elsewhere: what this computer keeps is not theirs to read until a new log-in. */
  function endRevoked(ended: OpenDesk): void {
    if (desk !== ended) return
    leave()
    tools.onNotice({ kind: 'signed-out', reason: { code: 'session_revoked' } })
    // in turn: a log-in right after finds the store free
    inTurn(() => ended.stop()).catch((error: unknown) =>
      tools.log.error({ err: error, userId: ended.user.userId }, 'closing a desk whose session is over failed'),
    )
  }

  async function signIn(credentials: Credentials): Promise<SignInAnswer> {
    const answer = await tools.signIn(credentials)
    if (!answer.ok) return answer
    const { token, user } = answer.value
    if (desk !== null && desk.user.userId === user.userId) {
      desk.renew(token)
    } else {
      const before = desk
      desk = null
      // the console still shows the other agent: what it writes must not reach this one's desk
      if (before !== null) tools.onNotice({ kind: 'signed-out', reason: null })
      await before?.stop()
      const opened = await open({ token, user }, true)
      if (!opened.ok) {
        if (before !== null) leave()
        await tools.endSession(token)
        return opened
      }
    }
    await tools.sessions.write({ token, user })
    return { ok: true, user }
  }

  async function openKept(): Promise<void> {
    const kept = await tools.sessions.read()
    if (kept !== null) await open(kept, false)
  }

  return {
    /** Opens the desk of the kept session, if there is one: works while central is away. */
    start: () => inTurn(openKept),
    async answer(request: ShellRequest): Promise<unknown> {
      switch (request.kind) {
        case 'shell':
          return tools.info()
        case 'session':
          // a console that asks while the kept desk still opens must not show the log-in
          return inTurn(async () => desk?.user ?? null)
        case 'sign-in':
          return inTurn(() => signIn(request.credentials))
        case 'sign-out':
          return inTurn(async () => {
            await desk?.signOut()
            return null
          })
        case 'snapshot':
          return desk === null ? refuse('not_signed_in') : desk.snapshot()
        case 'send':
          return desk === null ? refuse('not_signed_in') : desk.send(request.command)
        case 'query':
          return desk === null ? refuse('not_signed_in') : desk.query(request.name, request.params)
        default:
          return request satisfies never
      }
    },
    /** Closes the desk and keeps the session: the app will be back. */
    async stop(): Promise<void> {
      const last = desk
      desk = null
      await last?.stop()
    },
  }
}
