import { quoteInput } from '#shared/domain/quote-input.ts'
import { type SettingName, type Settings, settingList } from './setting-list.ts'

export type Environment = Readonly<Record<string, string | undefined>>
export type ReadSettings =
  | { ok: true; settings: Settings; wantsHelp: boolean; given: ReadonlySet<SettingName> }
  /** one clear sentence for a person, never a secret's value */
  | { ok: false; sentence: string }

const names = Object.keys(settingList) as SettingName[]
/** short for `--demo=0`: a site with its own customers */
const REAL = 'real'

/**
 * Reads every setting from flags, then the environment, then defaults. `args` are the words after the script.
 * `given` names those that were set by hand.
 */
export function readSettings(args: readonly string[], env: Environment): ReadSettings {
  const flags = readFlags(args)
  if (!flags.ok) return flags
  const values: Record<string, unknown> = {}
  const given = new Set<SettingName>()
  for (const name of names) {
    const setting = settingList[name]
    const flag = flags.values.get(name)
    const fromEnv = env[setting.env]
    // an empty variable is how shells and compose files say "not set"
    const text = flag ?? (fromEnv === '' ? undefined : fromEnv)
    if (text !== undefined) given.add(name)
    const parsed = setting.schema.safeParse(text ?? setting.fallback)
    if (!parsed.success) {
      const source = flag === undefined ? setting.env : `--${setting.flag}`
      const shown = 'secret' in setting ? '' : `, not ${quoteInput(text ?? '')}`
      return { ok: false, sentence: `${source} must be ${setting.expects}${shown}.` }
    }
    values[name] = parsed.data
  }
  return { ok: true, settings: values as Settings, wantsHelp: flags.help, given }
}

type Flags = { ok: true; values: Map<SettingName, string>; help: boolean } | { ok: false; sentence: string }

function readFlags(args: readonly string[]): Flags {
  const values = new Map<SettingName, string>()
  let help = false
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? ''
    if (word === '--help' || word === '-h') {
      help = true
      continue
    }
    const [, flag, inline] = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(word) ?? []
    if (flag === REAL && inline === undefined) {
      values.set('demo', '0')
      continue
    }
    const name = names.find((candidate) => settingList[candidate].flag === flag)
    if (!name) return { ok: false, sentence: `Ringdesk does not know ${quoteInput(word)}; --help lists every setting.` }
    if (inline !== undefined) values.set(name, inline)
    else if (settingList[name].placeholder === null) values.set(name, '1')
    else {
      const next = args[index + 1]
      if (next === undefined) return { ok: false, sentence: `--${flag} needs a value: ${settingList[name].expects}.` }
      values.set(name, next)
      index += 1
    }
  }
  return { ok: true, values, help }
}
