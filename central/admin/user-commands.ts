import { z } from 'zod'
import { makeOneTimePassword } from '#central/auth/first-admin.ts'
import { AgentLineText, LoginName } from '#central/auth/user-fields.ts'
import { changeUser, createUser, listUsers, setPassword, tellUserChange, type UserChange } from '#central/auth/users.ts'
import { quoteInput } from '#shared/domain/quote-input.ts'
import { Role } from '#shared/protocol/agent-state.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { PersonName } from '#shared/protocol/scalars.ts'
import {
  type AdminAnswer,
  type AdminCommand,
  type AdminTools,
  alsoNote,
  findUserId,
  refuseUsage,
  tellInvalid,
  tellRefusal,
} from './admin-command.ts'

const NewUser = z.object({ login: LoginName, name: PersonName, role: Role, line: AgentLineText.optional() })
const Change = z.object({ name: PersonName.optional(), role: Role.optional(), line: AgentLineText.optional() })

export const userCommands: Record<string, AdminCommand> = {
  async 'user add'(tools, [login], flags) {
    const user = NewUser.safeParse({ login, ...flags })
    if (!user.success) return tellInvalid(user.error)
    const password = makeOneTimePassword(tools.random)
    const userId = UserId.parse(tools.newId())
    const { role, line = null } = user.data
    const made = await createUser(
      tools.db,
      { ...user.data, line, userId, teamId: null, password, mustChangePassword: true, now: tools.clock.now() },
      alsoNote(tools, { action: 'user.created', subject: userId, detail: { role } }),
    )
    return made.ok ? tellPassword(user.data.login, password) : tellRefusal(made.refusal)
  },
  async 'user list'({ db }) {
    const lines = (await listUsers(db)).map((user) =>
      [user.login.padEnd(16), user.role.padEnd(17), user.disabled ? 'disabled' : 'enabled ', user.name, user.line ?? '']
        .join('  ')
        .trimEnd(),
    )
    return { ok: true, text: lines.join('\n') || 'Nobody yet.' }
  },
  async 'user change'(tools, [login], flags) {
    const change = Change.safeParse(flags)
    if (!change.success) return tellInvalid(change.error)
    if (Object.keys(change.data).length === 0) return { ok: false, sentence: 'Refused: nothing to change is named.' }
    return changeByLogin(tools, login, change.data)
  },
  'user disable': (tools, [login]) => changeByLogin(tools, login, { disabled: true }),
  'user enable': (tools, [login]) => changeByLogin(tools, login, { disabled: false }),
  async 'user set-password'(tools, [login]) {
    const userId = login === undefined ? null : await findUserId(tools, login)
    if (login === undefined || !userId) return tellNobody(login)
    const password = makeOneTimePassword(tools.random)
    const also = alsoNote(tools, { action: 'user.one-time-password', subject: userId })
    const set = await setPassword(tools.db, { userId, password, mustChange: true, keepSession: null }, also)
    return set.ok ? tellPassword(login, password) : tellRefusal(set.refusal)
  },
}

async function changeByLogin(tools: AdminTools, login: string | undefined, change: UserChange): Promise<AdminAnswer> {
  const userId = login === undefined ? null : await findUserId(tools, login)
  if (!userId) return tellNobody(login)
  const also = alsoNote(tools, { action: 'user.changed', subject: userId, detail: tellUserChange(change) })
  const changed = await changeUser(tools.db, userId, change, also)
  return changed.ok ? { ok: true, text: `Changed ${login}.` } : tellRefusal(changed.refusal)
}

function tellNobody(login: string | undefined): AdminAnswer {
  return login === undefined ? refuseUsage() : { ok: false, sentence: `Nobody logs in as ${quoteInput(login)}.` }
}

function tellPassword(login: string, password: string): AdminAnswer {
  return { ok: true, text: `${login} logs in with ${password} (one-time, to be changed at the first log-in).` }
}
