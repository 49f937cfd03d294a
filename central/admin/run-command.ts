import { parseArgs } from 'node:util'
import { type AdminAnswer, type AdminCommand, type AdminTools, refuseUsage } from './admin-command.ts'
import { queueCommands } from './queue-commands.ts'
import { siteCommands } from './site-commands.ts'
import { userCommands } from './user-commands.ts'

const commands: Record<string, AdminCommand> = { ...userCommands, ...queueCommands, ...siteCommands }
const flagOptions = {
  name: { type: 'string' },
  'name-zh-cn': { type: 'string' },
  'name-zh-tw': { type: 'string' },
  role: { type: 'string' },
  line: { type: 'string' },
  remove: { type: 'boolean' },
} as const

/** Runs one command line and answers what to print, or one sentence that says what is wrong. */
export async function runCommand(tools: AdminTools, args: readonly string[]): Promise<AdminAnswer> {
  const parsed = readArguments(args)
  if (!parsed) return refuseUsage()
  const [noun = '', verb = '', ...words] = parsed.positionals
  const name = `${noun} ${verb}`
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  return command ? command(tools, words, parsed.values) : refuseUsage()
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flagOptions, allowPositionals: true })
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
