import type { OpenDesk } from '#main/desk.ts'
import type { Credentials, DeskNotice, ShellInfo } from '#shared/protocol/desk-port.ts'
import { type Outcome, refuse } from '#shared/protocol/error.ts'
import type { SessionAnswer } from '#shared/protocol/session.ts'
import type { ShellRequest } from '#shared/protocol/shell-port.ts'
import type { KeptSession, SessionKeeper } from './kept-session.ts'

/** What the host needs from outside: log-in at central and a way to open a desk. */
export interface DeskHostTools {
  info: ShellInfo
  sessions: SessionKeeper
  signIn(credentials: Credentials): Promise<Outcome<SessionAnswer>>
  openDesk(session: KeptSession, takeOver: boolean): Promise<Outcome<OpenDesk>>
  /** every notice of the desk, and `null` user when nobody is signed in any more */
  onNotice(notice: DeskNotice): void
  onUser(desk: OpenDesk | null): void
}

/** The one desk of the desktop app: opened by a log-in or by the session that was kept, and asked by the console. */
export function hostDesk(tools: DeskHostTools) {
  let desk: OpenDesk | null = null

  function adopt(opened: OpenDesk): void {
    desk = opened
    opened.onNotice((notice) => {
      // the desk's own link tells when another sign-out ended it
      if (notice.kind === 'signed-out') leave()
      tools.onNotice(notice)
    })
    tools.onUser(opened)
  }

  function leave(): void {
    desk = null
    tools.sessions.drop()
    tools.onUser(null)
  }

  async function signIn(credentials: Credentials) {
    const answer = await tools.signIn(credentials)
    if (!answer.ok) return answer
    const session: KeptSession = { token: answer.value.token, user: answer.value.user }
    if (desk !== null && desk.user.userId === session.user.userId) {
      desk.renew(session.token)
    } else {
      await desk?.stop()
      const opened = await tools.openDesk(session, true)
      if (!opened.ok) return opened
      adopt(opened.value)
    }
    tools.sessions.write(session)
    return { ok: true as const, user: session.user }
  }

  return {
    /** Opens the desk of the kept session, if there is one: works while central is away. */
    async start(): Promise<void> {
      const kept = tools.sessions.read()
      if (kept === null) return
      const opened = await tools.openDesk(kept, false)
      if (opened.ok) adopt(opened.value)
    },
    async answer(request: ShellRequest): Promise<unknown> {
      switch (request.kind) {
        case 'shell':
          return tools.info
        case 'session':
          return desk?.user ?? null
        case 'sign-in':
          return signIn(request.credentials)
        case 'sign-out':
          await desk?.signOut()
          return null
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
    /** Whether leaving now would leave a live call without its screen. */
    async isInCall(): Promise<boolean> {
      return desk !== null && (await desk.snapshot()).projection.calls.length > 0
    },
    async stop(): Promise<void> {
      await desk?.stop()
      desk = null
    },
  }
}
export type DeskHost = ReturnType<typeof hostDesk>
