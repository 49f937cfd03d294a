import { ActionIcon, Button } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconRestore from '@tabler/icons-react/dist/esm/icons/IconRestore.mjs'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import {
  findConflicts,
  printKeys,
  resolveKeys,
  type ShortcutAction,
  type ShortcutMap,
} from '#renderer/state/shortcuts.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { recordKeys } from './record-keys.ts'
import styles from './settings-page.module.css'

type Props = { action: ShortcutAction; remapped: ShortcutMap; onSave: (shortcuts: ShortcutMap) => void }
type Mode =
  | { kind: 'rest' }
  | { kind: 'recording'; refused: boolean }
  | { kind: 'conflict'; keys: string; others: ShortcutAction[] }

/** One action: its keys, a field that records new ones, and the way back. */
export function ShortcutRow({ action, remapped, onSave }: Props) {
  const { t } = useTranslation(['settings', 'frame'])
  const format = useFormat()
  const shell = useConsole((state) => state.shell.kind)
  const [mode, setMode] = useState<Mode>({ kind: 'rest' })
  const keys = resolveKeys(action, remapped, shell)
  const { [action]: own, ...rest } = remapped
  const name = t(`frame:action.${action}`)
  const nameOf = (other: ShortcutAction) => t(`frame:action.${other}`)

  function press(event: KeyboardEvent): void {
    if (mode.kind !== 'recording') return
    // what is recorded must not run the action it still belongs to
    event.stopPropagation()
    const recorded = recordKeys(event.nativeEvent)
    if (recorded.kind !== 'leave') event.preventDefault()
    if (recorded.kind === 'leave') setMode({ kind: 'rest' })
    else if (recorded.kind === 'typing') setMode({ kind: 'recording', refused: true })
    else if (recorded.kind === 'keys') assign(recorded.keys)
  }
  const assign = (chosen: string) => {
    const others = findConflicts(action, chosen, remapped, shell)
    if (others.length === 0) onSave({ ...remapped, [action]: chosen })
    setMode(others.length === 0 ? { kind: 'rest' } : { kind: 'conflict', keys: chosen, others })
  }
  const takeOver = (taken: string, others: ShortcutAction[]) => {
    const freed = Object.fromEntries(others.map((other) => [other, '']))
    onSave({ ...remapped, ...freed, [action]: taken })
    setMode({ kind: 'rest' })
  }

  const recording = mode.kind === 'recording'
  return (
    <tr>
      <td>
        {name} {own !== undefined && <Chip tone="accent">{t('shortcuts.changed')}</Chip>}
      </td>
      <td>
        <button
          type="button"
          className={styles.keys}
          data-recording={recording || undefined}
          onClick={() => setMode({ kind: 'recording', refused: false })}
          onKeyDown={press}
          onBlur={() => recording && setMode({ kind: 'rest' })}
        >
          <span className="visually-hidden">
            {recording
              ? t('shortcuts.pressFor', { action: name })
              : t('shortcuts.change', { action: name, keys: format.list(keys.map(printKeys)) })}
          </span>
          {recording && <span aria-hidden="true">{t('shortcuts.press')}</span>}
          {!recording && keys.length === 0 && <span className="muted">{t('shortcuts.none')}</span>}
          {!recording && keys.map((one) => <KeyCap key={one} keys={printKeys(one)} />)}
        </button>
        {own !== undefined && (
          <ActionIcon
            aria-label={t('shortcuts.reset', {
              action: name,
              keys: printKeys(resolveKeys(action, {}, shell)[0] ?? ''),
            })}
            onClick={() => onSave(rest)}
          >
            <IconRestore size={15} aria-hidden="true" />
          </ActionIcon>
        )}
        <div role="status">
          {recording && mode.refused && <p className={styles.warning}>{t('shortcuts.single')}</p>}
          {mode.kind === 'conflict' && (
            <div className={styles.warning}>
              <IconAlertTriangle size={15} aria-hidden="true" />
              {t('shortcuts.conflict', { keys: printKeys(mode.keys), action: format.list(mode.others.map(nameOf)) })}
              <Button size="compact-xs" variant="default" onClick={() => takeOver(mode.keys, mode.others)}>
                {t('shortcuts.swap')}
              </Button>
              <Button size="compact-xs" variant="subtle" onClick={() => setMode({ kind: 'rest' })}>
                {t('shortcuts.keep')}
              </Button>
            </div>
          )}
        </div>
      </td>
    </tr>
  )
}
