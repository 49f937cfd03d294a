import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { findUserByLogin } from '#central/auth/users.ts'
import { type Also, alsoAudit, type Happened } from '#central/db/audit-log.ts'
import type { Database } from '#central/db/schema.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'

export type AdminTools = {
  db: Kysely<Database>
  clock: Clock
  random: Random
  newId: () => string
  region: string
}
export type AdminAnswer = { ok: true; text: string } | { ok: false; sentence: string }
/** `words` after the command's name, `flags` as typed. */
export type AdminCommand = (
  tools: AdminTools,
  words: readonly string[],
  flags: Readonly<Record<string, string | boolean | undefined>>,
) => Promise<AdminAnswer>

export const usage = `Usage: npm run admin -- COMMAND

  user add LOGIN --name "NAME" --role agent|supervisor|campaign_manager|admin [--line LINE]
  user list
  user change LOGIN [--name "NAME"] [--role ROLE] [--line LINE]
  user disable LOGIN
  user enable LOGIN
  user set-password LOGIN            makes a one-time password
  queue add ID --name "NAME" [RULES]
  queue change ID [--name "NAME"] [RULES]
  queue show ID
  queue list
  queue member ID LOGIN [--remove]
  number add NUMBER QUEUE
  number remove NUMBER QUEUE
  number list
  backup FILE|FOLDER                 a consistent copy of the database, also while central runs
  audit [--last N]                   who logged in, was refused, changed the site: newest last
  site restored                      before the first start on a copy that \`backup\` did not make

LINE is where an agent hears the call: number:+14155550100, sip:alice@pbx.example or client:alice.
RULES of a queue, with times such as 90s or 2m:
  --name-zh-cn, --name-zh-tw "NAME"  its name in Chinese
  --outcome required|optional        whether wrap-up ends without one
  --offer TIME                       how long a call rings at an agent
  --wrap-up TIME, --extensions N     how long wrap-up lasts, how often it may be extended
  --treatment keep-waiting|hang-up|voicemail
                                     callers when nobody is signed in, or after --max-wait
  --max-wait TIME|none               with hang-up and voicemail: the longest wait
  --message "TEXT"                   with both: what they hear (--message-zh-cn, --message-zh-tw)
  --short-abandon TIME               who hangs up sooner is counted apart
  --dial any|none|PREFIXES           where its agents may call, such as +1,+8621
  --dial-hours any|FROM-UNTIL        when, where the number is, such as 08:00-21:00
  --record consented|none            record calls of customers who consent to it
  --announce-recording yes|no        tell them so first; who cannot be told is not recorded
  --recording-days N|forever         how long recordings are kept
Passwords are made here, shown once, and changed at the first log-in.
Settings such as --data-dir, --database-url and --demo are those of npm start; without --demo it is the real site.
`

/** For a change that takes what else its transaction shall write. */
export function alsoNote(tools: AdminTools, happened: Pick<Happened, 'action' | 'subject' | 'detail'>): Also {
  return alsoAudit(tools, { ...happened, actorId: null, via: 'command_line' })
}

export function refuseUsage(): AdminAnswer {
  return { ok: false, sentence: usage.trimEnd() }
}

/** Codes as a person who administers reads them. */
export function tellRefusal({ code, field, params }: Refusal): AdminAnswer {
  const detail = [field, params?.why].filter(Boolean).join(': ')
  return { ok: false, sentence: `Refused: ${code.replaceAll('_', ' ')}${detail ? ` (${detail})` : ''}.` }
}

export async function findUserId({ db }: AdminTools, login: string): Promise<UserId | null> {
  return (await findUserByLogin(db, login))?.userId ?? null
}

/** The first thing wrong with typed values, as a sentence. */
export function tellInvalid(error: z.ZodError): AdminAnswer {
  const issue = error.issues[0]
  const field = issue?.path.join('.') ?? ''
  return { ok: false, sentence: `${field || 'The command'}: ${issue ? tellIssue(issue, field) : 'is wrong'}.` }
}

const forms: Record<string, string> = {
  id: 'letters, digits, "-" and "_" only, at most 64',
  login: 'letters, digits, ".", "-", "_" and "@" only, at most 64',
  line: 'number:+14155550100, sip:alice@pbx.example or client:alice',
}

/** The schemas of typed texts give codes, others whole sentences; what zod says itself is for programmers. */
function tellIssue(issue: z.core.$ZodIssue, field: string): string {
  const [code, limit] = issue.message.split(' ')
  if (code === 'too_long') return `at most ${limit} characters`
  if (code === 'unsupported_characters') return 'has characters that cannot be stored'
  if (code === 'required' || /received undefined$/.test(issue.message)) return 'is needed'
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`
  if (Object.hasOwn(forms, field)) return forms[field] ?? ''
  return issue.message === '' ? 'is wrong' : issue.message
}
