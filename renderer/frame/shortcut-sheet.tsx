import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { printKeys, type ShortcutAction } from '#renderer/state/shortcuts.ts'
import { useShortcutKeys } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import styles from './shortcut-sheet.module.css'

const groups = {
  calls: [
    'answer',
    'decline',
    'mute',
    'hold',
    'park',
    'pick-up',
    'transfer',
    'add-call',
    'cancel-consult',
    'take-over',
    'keypad',
    'end',
    'pause-recording',
    'dial',
  ],
  work: ['notes', 'outcome', 'script', 'knowledge', 'save'],
  state: ['available', 'break', 'lunch', 'meeting'],
  customer: [
    'customer-tab-1',
    'customer-tab-2',
    'customer-tab-3',
    'customer-tab-4',
    'customer-tab-5',
    'customer-tab-6',
    'customer-tab-7',
  ],
  general: ['palette', 'next-region', 'shortcuts'],
} as const satisfies Record<string, ShortcutAction[]>

/** Every key with its action, as this agent has mapped them. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('frame')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <div className={styles.groups}>
        {(Object.keys(groups) as (keyof typeof groups)[]).map((group) => (
          <section key={group}>
            <h3>{t(`keys.${group}`)}</h3>
            <dl>
              {groups[group].map((action) => (
                <ShortcutRow key={action} action={action} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="small muted">{t('keys.hint')}</p>
    </Modal>
  )
}

function ShortcutRow({ action }: { action: ShortcutAction }) {
  const { t } = useTranslation('frame')
  const keys = useShortcutKeys(action)
  return (
    <div className={styles.row}>
      <dt>{t(`action.${action}`)}</dt>
      <dd>
        {keys.length === 0 && <span className="muted">{t('keys.none')}</span>}
        {keys.map((key) => (
          <span key={key}>
            <KeyCap keys={printKeys(key)} />
            <span className="visually-hidden">{printKeys(key)}</span>
          </span>
        ))}
      </dd>
    </div>
  )
}
