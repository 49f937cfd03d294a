import { parseArgs } from 'node:util'
import { quoteInput } from '#shared/domain/quote-input.ts'
import { type AdminAnswer, type AdminCommand, type AdminTools, refuseUsage } from './admin-command.ts'
import { tellAudit } from './audit-commands.ts'
import { queueCommands } from './queue-commands.ts'
import { siteCommands } from './site-commands.ts'
import { userCommands } from './user-commands.ts'

const commands: Record<string, AdminCommand> = { ...userCommands, ...queueCommands, ...siteCommands }
const flagOptions = {
  name: { type: 'string' },
  'name-zh-cn': { type: 'string' },
  'name-zh-tw': { type: 'string' },
  outcome: { type: 'string' },
  offer: { type: 'string' },
  'wrap-up': { type: 'string' },
  extensions: { type: 'string' },
  treatment: { type: 'string' },
  'max-wait': { type: 'string' },
  message: { type: 'string' },
  'message-zh-cn': { type: 'string' },
  'message-zh-tw': { type: 'string' },
  'short-abandon': { type: 'string' },
  dial: { type: 'string' },
  'dial-hours': { type: 'string' },
  record: { type: 'string' },
  'recording-days': { type: 'string' },
  role: { type: 'string' },
  line: { type: 'string' },
  remove: { type: 'boolean' },
  last: { type: 'string' },
} as const

/** Runs one command line and answers what to print, or one sentence that says what is wrong. */
export async function runCommand(tools: AdminTools, args: readonly string[]): Promise<AdminAnswer> {
  const parsed = readArguments(args)
  if (typeof parsed === 'string') return refuseWords(parsed)
  if (parsed.positionals.length === 0) return refuseUsage()
  const [noun = '', verb = '', ...words] = parsed.positionals
  if (noun === 'audit' && verb === '') return tellAudit(tools, parsed.values)
  const name = `${noun} ${verb}`
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  return command ? command(tools, words, parsed.values) : refuseWords(`there is no command ${quoteInput(name.trim())}`)
}

function refuseWords(what: string): AdminAnswer {
  return { ok: false, sentence: `Refused: ${what}; npm run admin -- --help lists what there is.` }
}

/** The words and flags, or what is wrong with them. */
function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flagOptions, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const named = args.find((word) => word.startsWith('-')) ?? ''
    const wrong = args.find((word) => word.startsWith('-') && !Object.hasOwn(flagOptions, flagName(word))) ?? named
    return Object.hasOwn(flagOptions, flagName(wrong))
      ? 'a flag lacks its value'
      : `there is no flag ${quoteInput(wrong)}`
  }
}

function flagName(word: string): string {
  return word.replace(/^--/, '').split('=', 1)[0] ?? ''
}
