import { Button, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { ShortcutAction, type ShortcutMap } from '#renderer/state/shortcuts.ts'
import tables from '#renderer/ui/table.module.css'
import { SettingCard } from './setting-card.tsx'
import styles from './settings-page.module.css'
import { ShortcutRow } from './shortcut-row.tsx'

/** Every shortcut with its keys; each can be changed, switched over on conflict, and reset. */
export function ShortcutsCard() {
  const { t } = useTranslation('settings')
  const dispatch = useDispatch()
  const { shortcuts: remapped, globalKeys } = useConsole((state) => state.preferences)
  const hasGlobalKeys = useConsole((state) => state.shell.globalKeys)
  const save = (shortcuts: ShortcutMap) => void dispatch.preferences({ shortcuts })
  return (
    <SettingCard title={t('shortcuts.title')}>
      <p className="muted">{t('shortcuts.explain')}</p>
      <table className={`${tables.table} ${styles.shortcuts}`}>
        <thead>
          <tr>
            <th scope="col">{t('shortcuts.action')}</th>
            <th scope="col">{t('shortcuts.keys')}</th>
          </tr>
        </thead>
        <tbody>
          {ShortcutAction.options.map((action) => (
            <ShortcutRow key={action} action={action} remapped={remapped} onSave={save} />
          ))}
        </tbody>
      </table>
      {hasGlobalKeys && (
        <Switch
          label={t('shortcuts.global')}
          description={t('shortcuts.globalHint')}
          checked={globalKeys}
          onChange={(event) => void dispatch.preferences({ globalKeys: event.currentTarget.checked })}
        />
      )}
      <div>
        <Button variant="default" disabled={Object.keys(remapped).length === 0} onClick={() => save({})}>
          {t('shortcuts.resetAll')}
        </Button>
      </div>
    </SettingCard>
  )
}
