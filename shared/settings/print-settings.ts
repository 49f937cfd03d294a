import { type SettingName, settingList } from './setting-list.ts'

const names = Object.keys(settingList) as SettingName[]

/** The text of `--help`. */
export function printHelp(command: string): string {
  const blocks = names.map((name) => {
    const setting = settingList[name]
    const flag = setting.placeholder === null ? `--${setting.flag}` : `--${setting.flag} ${setting.placeholder}`
    return `  ${flag}\n      ${setting.description}\n      ${setting.env}, default: ${defaultText(name)}`
  })
  return [
    `Usage: ${command} [--real] [flags]`,
    '',
    '--real is short for --demo=0: a site of your own, without demo data.',
    'A flag wins over its environment variable.',
    '',
    blocks.join('\n\n'),
    '',
  ].join('\n')
}

/** docs/settings.md: the same list as a page. */
export function printSettingsPage(): string {
  const rows = names.map((name) => {
    const setting = settingList[name]
    return `| \`${setting.env}\` | \`--${setting.flag}\` | ${defaultText(name)} | ${setting.description} Must be ${setting.expects}. |`
  })
  return [
    '# Settings',
    '',
    'Printed by `npm run docs` from `shared/settings`. A flag wins over its environment variable; `npm start -- --real` is short for `--demo=0`.',
    '',
    '| variable | flag | default | what it does |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function defaultText(name: SettingName): string {
  const setting = settingList[name]
  return 'fallbackText' in setting && setting.fallbackText !== undefined ? setting.fallbackText : setting.fallback
}
