import { Button } from '@mantine/core'
import IconSparkles from '@tabler/icons-react/dist/esm/icons/IconSparkles.mjs'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { NextBestAction } from '#shared/protocol/view/customer.ts'
import styles from './next-action.module.css'

type Props = { action: NextBestAction; onTake: (action: NextBestAction) => void }

/** One suggestion and the button that starts it. */
export function NextAction({ action, onTake }: Props) {
  const { t } = useTranslation('customer')
  return (
    <div className={styles.box}>
      <IconSparkles size={17} aria-hidden="true" />
      <div className={styles.text}>
        <p className={styles.label}>{t('next.label')}</p>
        <p className={styles.what}>{useActionText(action)}</p>
      </div>
      <Button variant="light" onClick={() => onTake(action)}>
        {t(`next.${action.kind}.action`)}
      </Button>
    </div>
  )
}

function useActionText(action: NextBestAction): string {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  switch (action.kind) {
    case 'renewal_offer':
      return t('next.renewal_offer.text', {
        percent: action.discountPercent,
        date: format.day(action.renewalAt, now),
      })
    case 'follow_up_case':
      return t('next.follow_up_case.text', { reference: action.reference, subject: action.subject })
    case 'win_back':
      return action.lastOrderAt === null
        ? t('next.win_back.never')
        : t('next.win_back.text', { date: format.day(action.lastOrderAt, now) })
  }
}
