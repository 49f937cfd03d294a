import { z } from 'zod'
import { UserId } from '#shared/protocol/ids.ts'
import { EpochMs } from '#shared/protocol/scalars.ts'

/** What central keeps for its admins to look up: who opened the door, who was refused, who changed the site. */
export const AuditAction = z.enum([
  'session.opened',
  'session.refused',
  'session.closed',
  'password.changed',
  'right.refused',
  'user.created',
  'user.changed',
  'user.one-time-password',
  'queue.created',
  'queue.changed',
  'queue.member-added',
  'queue.member-removed',
  'queue.number-added',
  'queue.number-removed',
  'agent.state-set',
  'call.monitored',
  'call.taken-over',
  'recording.played',
  'recording.discarded',
  'backup.taken',
  'site.restored',
])
export type AuditAction = z.infer<typeof AuditAction>

/** Ids and closed words: no names, no log-in names, nothing that was typed, no secrets. */
export const AuditEntry = z.strictObject({
  entryId: z.string(),
  at: EpochMs,
  /** null: nobody signed in, or the command line */
  actorId: UserId.nullable(),
  via: z.enum(['http', 'link', 'command_line']),
  action: AuditAction,
  /** the id of the user, queue or call it was about, or the route or frame that was refused */
  subject: z.string().nullable(),
  /** what of it changed, and the new value where that is a closed word */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type AuditEntry = z.infer<typeof AuditEntry>
