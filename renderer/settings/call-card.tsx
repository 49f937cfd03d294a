import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { SettingCard } from './setting-card.tsx'

/** What the console does by itself as a call goes on. */
export function CallCard() {
  const { t } = useTranslation('settings')
  const dispatch = useDispatch()
  const focusNotes = useConsole((state) => state.preferences.focusNotesAfterAnswer)
  return (
    <SettingCard title={t('work.title')}>
      <Switch
        label={t('work.focusNotes')}
        description={t('work.focusNotesHint')}
        checked={focusNotes}
        onChange={(event) => void dispatch.preferences({ focusNotesAfterAnswer: event.currentTarget.checked })}
      />
    </SettingCard>
  )
}
