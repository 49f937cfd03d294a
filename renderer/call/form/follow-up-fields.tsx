import { Button, SegmentedControl, TextInput } from '@mantine/core'
import IconCalendarPlus from '@tabler/icons-react/dist/esm/icons/IconCalendarPlus.mjs'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NeededField } from '#renderer/call/build-paperwork.ts'
import type { OutcomeDraft } from '#renderer/call/outcome-draft.ts'
import { DueTimeField } from './due-time-field.tsx'
import { FieldLabel } from './field-label.tsx'
import styles from './follow-up-fields.module.css'

type Props = {
  draft: OutcomeDraft
  needed: boolean
  missing: readonly NeededField[]
  showErrors: boolean
  onEdit: (changes: Partial<OutcomeDraft>) => void
}

/** A callback or task that comes out of the call: asked for by some outcomes, possible with all. */
export function FollowUpFields({ draft, needed, missing, showErrors, onEdit }: Props) {
  const { t } = useTranslation('call')
  const id = useId()
  const [wanted, setWanted] = useState(draft.followUpTitle !== '')
  if (!needed && !wanted) {
    return (
      <div>
        <Button
          variant="subtle"
          leftSection={<IconCalendarPlus size={15} aria-hidden="true" />}
          onClick={() => setWanted(true)}
        >
          {t('followUp.add')}
        </Button>
      </div>
    )
  }
  const remove = () => {
    setWanted(false)
    onEdit({ followUpTitle: '', followUpDueAt: null })
  }
  const lacksTitle = missing.includes('followUpTitle')
  return (
    <div className={styles.fields}>
      <FieldLabel
        id={`${id}-group`}
        text={t('followUp.label')}
        aside={
          needed ? null : (
            <Button variant="subtle" size="compact-xs" onClick={remove}>
              {t('followUp.remove')}
            </Button>
          )
        }
      />
      <SegmentedControl
        aria-label={t('followUp.kind')}
        value={draft.followUpKind}
        onChange={(kind) => onEdit({ followUpKind: kind === 'task' ? 'task' : 'callback' })}
        data={[
          { value: 'callback', label: t('followUp.callback') },
          { value: 'task', label: t('followUp.task') },
        ]}
      />
      <div>
        <FieldLabel id={`${id}-title`} htmlFor={id} text={t('followUp.title')} needed={lacksTitle} />
        <TextInput
          id={id}
          value={draft.followUpTitle}
          maxLength={200}
          error={showErrors && lacksTitle}
          onChange={(event) => onEdit({ followUpTitle: event.currentTarget.value })}
        />
      </div>
      <DueTimeField
        value={draft.followUpDueAt}
        needed={missing.includes('followUpDueAt')}
        error={showErrors && missing.includes('followUpDueAt')}
        onChange={(followUpDueAt) => onEdit({ followUpDueAt })}
      />
    </div>
  )
}
