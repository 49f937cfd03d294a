import { settingList } from '#shared/settings/setting-list.ts'

/** Parts the words of the command from flags that every process knows, such as --data-dir. */
export function splitArguments(args: readonly string[]): { command: string[]; settingFlags: string[] } {
  const command: string[] = []
  const settingFlags: string[] = []
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? ''
    const [, name, inline] = /^--([a-z-]+)(=[\s\S]*)?$/.exec(word) ?? []
    const setting = Object.values(settingList).find(({ flag }) => flag === name)
    if (!setting && name !== 'real' && word !== '--help' && word !== '-h') {
      command.push(word)
      continue
    }
    settingFlags.push(word)
    const next = args[index + 1]
    if (setting && setting.placeholder !== null && inline === undefined && next !== undefined) {
      settingFlags.push(next)
      index += 1
    }
  }
  return { command, settingFlags }
}
