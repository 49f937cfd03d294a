import { z } from 'zod'
import { listUsers } from '#central/auth/users.ts'
import { listAudit } from '#central/db/audit-log.ts'
import type { AuditEntry } from '#shared/protocol/view/audit.ts'
import { type AdminAnswer, type AdminTools, tellInvalid } from './admin-command.ts'

const Flags = z.object({
  last: z
    .string()
    .regex(/^\d{1,4}$/, { error: 'a number from 1 to 9999' })
    .transform(Number)
    .pipe(z.int().min(1))
    .default(50),
})

/** The newest entries of the audit log as lines, the newest last, with people by their log-in names. */
export async function tellAudit({ db }: AdminTools, flags: Readonly<Record<string, unknown>>): Promise<AdminAnswer> {
  const read = Flags.safeParse(flags)
  if (!read.success) return tellInvalid(read.error)
  const logins = new Map((await listUsers(db)).map((user): [string, string] => [user.userId, user.login]))
  const entries = await listAudit(db, { before: null, limit: read.data.last })
  return {
    ok: true,
    text:
      entries
        .reverse()
        .map((entry) => tellEntry(entry, logins))
        .join('\n') || 'Nothing yet.',
  }
}

function tellEntry({ at, actorId, via, action, subject, detail }: AuditEntry, logins: ReadonlyMap<string, string>) {
  const nameOf = (id: string | null) => (id === null ? '' : (logins.get(id) ?? id))
  const actor = actorId === null ? (via === 'command_line' ? '(command line)' : '(nobody)') : nameOf(actorId)
  const details = Object.entries(detail).map(
    ([key, value]) => `${key}=${key === 'userId' ? nameOf(String(value)) : String(value)}`,
  )
  const when = new Date(at).toISOString()
  return [when, actor.padEnd(16), action.padEnd(22), nameOf(subject), ...details].join('  ').trimEnd()
}
